"""Documents: added, listed, read, deleted."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import PurePath
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Header, Path, Query, Response, UploadFile

from app import sse
from app.api.deps import DEFAULT_LIMIT, AnyVersion, Limit, Offset, ServiceDep
from app.api.library_schemas import (
    ArchiveReply,
    ClauseItem,
    DocumentItem,
    DocumentLayout,
    DocumentMetadata,
    DocumentText,
    Receipt,
    UploadReply,
)
from app.api.openapi import event_stream, failures, files
from app.api.schemas import Listing
from app.api.streams import stream_events
from app.errors import CollectionWanted, NoPictures, UnknownPage, UploadTooLarge
from app.items.contract import (
    Json,
    archive_item,
    clause_item,
    document_item,
    metadata_item,
    page_item,
    receipt_item,
    upload_item,
)
from app.progress import Finished, stream
from app.services.pages import DPI, LEAST_DPI, MOST_DPI
from app.services.replies import Upload
from ingest.archives import is_archive
from ingest.errors import UnreadableFile, UnsupportedFormat
from ingest.layout import plain_layout
from retrieval.errors import UnknownCollection, UnknownDocument, UnknownVersion

router = APIRouter(prefix="/v1/documents", tags=["文件"])
Id = Annotated[str, Path(description="文件编号")]
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
    ".csv": "text/csv",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".wps": "application/vnd.ms-works",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".docm": "application/vnd.ms-word.document.macroenabled.12",
    ".xls": "application/vnd.ms-excel",
    ".et": "application/vnd.ms-excel",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".ofd": "application/ofd",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".bmp": "image/bmp",
}
ONE = failures(UnknownDocument)
OF_A_VERSION = failures(UnknownDocument, UnknownVersion)
PROGRESS = 'event: progress\ndata: {"stage": "encode", "done": 32, "total": 128}\n\nevent: document\ndata: {"document": {…}, "change": "added", "version": 1, "receipt": {…}}\n\n'


@router.post(
    "",
    response_model=UploadReply | ArchiveReply,
    status_code=201,
    summary="导入一份文件",
    responses={
        200: {"description": "文件没有变化，与旧版本相同，或成为已有文件的新版本", "model": UploadReply},
        201: event_stream(
            "Accept: text/event-stream 时：若干 progress，最后是 document 或 error（出错说明）", PROGRESS
        ),
        **failures(UnknownCollection, CollectionWanted, UploadTooLarge, UnsupportedFormat, UnreadableFile),
    },
)
def add(
    file: Annotated[UploadFile, File(description="要导入的文件")],
    service: ServiceDep,
    response: Response,
    collection: Annotated[
        str | None, Form(description="导入到哪个集合；不给则为默认集合，或自己唯一可用的集合")
    ] = None,
    accept: Annotated[str, Header(description="text/event-stream：逐步返回进度")] = "*/*",
) -> Any:
    """新文件返回 201；同一文件再次导入（没有变化）或内容有变（新版本）返回 200。

    内容与库中的旧版本相同时不作改动（older_version），现行版本不变；要改回旧版本，用“恢复旧版本”。

    ZIP 压缩包里的文件逐份导入，返回各份的结果；有的导入不了时，其余照常导入。
    """
    into = service.admitted(collection)
    data, name = file.file.read(), file.filename or ""
    if is_archive(name):
        return archive_item(service.upload_archive(data, name, collection=into))
    if sse.MEDIA_TYPE in accept:
        upload_with = partial(service.upload, data, name, collection=into)
        return stream_events(_progress(upload_with))
    upload = service.upload(data, name, collection=into)
    response.status_code = 201 if upload.change == "added" else 200
    return upload_item(upload)


@router.get("", response_model=Listing[DocumentItem], summary="文件列表", responses=failures())
def documents(
    service: ServiceDep,
    collection: Annotated[str | None, Query(description="只列这个集合的；不给则为全部")] = None,
    limit: Limit = DEFAULT_LIMIT,
    offset: Offset = 0,
) -> Any:
    """全部文件，按导入的先后。"""
    page = service.documents(collection=collection, limit=limit, offset=offset)
    return page_item(page, document_item, limit=limit, offset=offset)


@router.get("/{document_id}", response_model=DocumentItem, summary="一份文件", responses=ONE)
def document(document_id: Id, service: ServiceDep) -> Any:
    """文件的概要。"""
    return document_item(service.document(document_id))


@router.delete("/{document_id}", status_code=204, summary="删除一份文件", responses=ONE)
def delete(document_id: Id, service: ServiceDep) -> None:
    """删除文件的全部版本；此后不再能检索和引用。"""
    service.delete(document_id)


@router.get(
    "/{document_id}/text",
    response_model=DocumentText,
    summary="全文",
    responses=OF_A_VERSION,
)
def text(document_id: Id, service: ServiceDep, version: AnyVersion = None) -> Any:
    """一个版本的全文；引用中的位置按它的字符计。"""
    return asdict(service.text(document_id, version))


@router.get(
    "/{document_id}/layout",
    response_model=DocumentLayout,
    summary="版面",
    responses=OF_A_VERSION,
)
def layout(document_id: Id, service: ServiceDep, version: AnyVersion = None) -> Any:
    """一个版本的分页和表格，位置按全文的字符计。"""
    return plain_layout(service.layout(document_id, version))


@router.get(
    "/{document_id}/clauses",
    response_model=Listing[ClauseItem],
    summary="条款列表",
    responses=OF_A_VERSION,
)
def clauses(
    document_id: Id,
    service: ServiceDep,
    version: AnyVersion = None,
    limit: Limit = DEFAULT_LIMIT,
    offset: Offset = 0,
) -> Any:
    """一个版本的全部条款和正文以外的部分，按在文中的先后。"""
    page = service.clauses(document_id, version=version, limit=limit, offset=offset)
    return page_item(page, clause_item, limit=limit, offset=offset)


@router.get(
    "/{document_id}/pages/{page}.png",
    response_class=Response,
    summary="一页的图像",
    responses={
        **files("这一页的图像", "image/png"),
        **failures(UnknownDocument, UnknownVersion, UnknownPage, NoPictures, UnreadableFile),
    },
)
def page_picture(
    document_id: Id,
    page: Annotated[int, Path(ge=1, description="第几页，从 1 起")],
    service: ServiceDep,
    version: AnyVersion = None,
    dpi: Annotated[int, Query(ge=LEAST_DPI, le=MOST_DPI, description="每英寸的点数")] = DPI,
) -> Response:
    """PDF、图片和扫描的 OFD 的一页，按原样画成图像；页码与条款和引用的 page 一致。"""
    drawn = service.page_picture(document_id, page, version=version, dpi=dpi)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "private, no-cache"})


@router.get("/{document_id}/metadata", response_model=DocumentMetadata, summary="文件信息", responses=ONE)
def metadata(document_id: Id, service: ServiceDep) -> Any:
    """标题、文号、发文机关、日期等，每项附所据原文。"""
    return metadata_item(service.metadata(document_id))


@router.get("/{document_id}/receipt", response_model=Receipt, summary="导入回执", responses=ONE)
def receipt(document_id: Id, service: ServiceDep) -> Any:
    """导入时读到了什么、有什么需要留意。"""
    return receipt_item(service.receipt(document_id))


@router.get(
    "/{document_id}/file",
    response_class=Response,
    summary="原文件",
    responses={
        **files("上传的文件，逐字节不变", "application/octet-stream"),
        **ONE,
    },
)
def file(document_id: Id, service: ServiceDep) -> Response:
    """下载上传时的文件。"""
    stored = service.file(document_id)
    # Always a download: a file from elsewhere must not run as a page of ours.
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(stored.name)}"}
    media_type = MEDIA_TYPES.get(PurePath(stored.name).suffix.lower(), "application/octet-stream")
    # Set by hand: the framework would add a character set, which only the file itself knows.
    return Response(stored.data, headers={**headers, "Content-Type": media_type})


def _progress(upload: Callable[..., Upload]) -> Iterator[tuple[str, Json]]:
    for event in stream(lambda progress: upload(progress=progress)):
        if isinstance(event, Finished):
            yield "document", upload_item(event.result)
        else:
            yield "progress", asdict(event)
