"""`wence keys`: who may come in. Works beside a running server, which knows of it at once."""

import argparse
from typing import Any

from app.access.audit import Audit, Journal
from app.access.caller import LOCAL, ROLE_WORDS
from app.access.keys import Key, Keys, Wish, now
from app.parser import count, one_of
from app.services.audit import KeyService
from app.settings import Settings


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "keys",
        help="管理密钥",
        description="发放、查看、撤销密钥。一旦有了密钥，接口和页面都要凭密钥使用。不给操作则列出密钥。",
    )
    parser.set_defaults(run=show)
    actions = parser.add_subparsers(title="操作", metavar="操作", prog="wence keys")
    adder = actions.add_parser("add", help="发放密钥", description="发放一把密钥，只显示这一次。")
    adder.add_argument("name", metavar="名称", help="给谁、作什么用")
    roles = "、".join(f"{role}（{words}）" for role, words in ROLE_WORDS.items())
    adder.add_argument(
        "--role", type=one_of(ROLE_WORDS), default="reader", metavar="角色", help=f"{roles}；默认 reader"
    )
    adder.add_argument(
        "--collection", action="append", metavar="集合", help="只能用这个集合的文件，可给多个；不给则为全部"
    )
    adder.add_argument("--days", type=count, metavar="天数", help="多少天后过期；不给则不过期")
    adder.add_argument("--note", default="", metavar="备注", help="备注")
    adder.set_defaults(run=issue)
    actions.add_parser("list", help="列出密钥", description="列出全部密钥，不含密钥本身。").set_defaults(
        run=show
    )
    revoker = actions.add_parser("revoke", help="撤销密钥", description="撤销一把密钥，立即生效，不能恢复。")
    revoker.add_argument("key", metavar="编号或名称", help="见 `wence keys list`")
    revoker.set_defaults(run=revoke)


def issue(options: argparse.Namespace, settings: Settings) -> int:
    collections = tuple(dict.fromkeys(options.collection)) if options.collection else None
    wish = Wish(options.name, options.role, collections, options.note, options.days)
    key, words = _service(settings).add(wish)
    print(f"{_line(key)}\n密钥（只显示这一次，请妥善保存）：\n{words}")
    return 0


def show(_: argparse.Namespace, settings: Settings) -> int:
    keys = _service(settings).all()
    for key in keys:
        print(_line(key))
    print(f"共 {len(keys)} 把密钥。" if keys else "还没有密钥。用 `wence keys add 名称` 发放。")
    return 0


def revoke(options: argparse.Namespace, settings: Settings) -> int:
    keys = _service(settings)
    key = keys.revoke(options.key)
    print(f"已撤销 {key.id} {key.name}。")
    if not any(each.is_valid(now()) for each in keys.all()):
        print("已没有有效的密钥：除本机命令行外，谁也进不来。用 `wence keys add 名称` 发放新的。")
    return 0


def _service(settings: Settings) -> KeyService:
    """The keys themselves: whoever may write in the library's folder needs no server for it."""
    audit = Audit.open(settings.home, days=settings.audit_days)
    return KeyService(Keys.open(settings.home), Journal(audit, LOCAL))


def _line(key: Key) -> str:
    collections = "全部集合" if key.collections is None else f"集合：{'、'.join(key.collections)}"
    parts = [key.id, key.name, ROLE_WORDS[key.role], collections, f"{key.made_at[:10]} 发放"]
    return "  ".join([*parts, *filter(None, [_end(key), key.note])])


def _end(key: Key) -> str:
    if key.revoked_at:
        return f"{key.revoked_at[:10]} 已撤销"
    if key.expires_at is None:
        return ""
    expired = not key.is_valid(now())
    return f"{key.expires_at[:10]} {'已过期' if expired else '过期'}"
