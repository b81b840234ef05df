"""What keeps a library from being saved, or a backup from being taken back."""

from pathlib import Path

from ingest.errors import WenceError


class CannotBackUp(WenceError):
    """No backup was made; nothing was left at *target*."""

    def __init__(self, target: Path, why: str, next_step: str) -> None:
        super().__init__(f"没有备份到 {target}：{why}。{next_step}。")


class BackupDamaged(WenceError):
    """A file is no whole backup; nothing was changed."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"备份 {path} 不能用：{why}。没有改动文件库。请换一份备份，或重新复制这份备份后再试。"
        )


class BackupNewer(WenceError):
    """A newer program made the backup; nothing was changed."""

    def __init__(self, path: Path, program: str) -> None:
        super().__init__(
            f"备份 {path} 由更新版本的问策（{program}）制作，本程序读不了它的格式。没有改动文件库。请升级问策后再恢复。"
        )


class HomeTaken(WenceError):
    """There is a library already where a backup was to go."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"{home} 里已有文件库，没有改动它。要用备份替换它，请加 --replace（原来的文件库会另存在该文件夹里），"
            "或把 WENCE_HOME 指向一个空文件夹。"
        )


class CannotRestore(WenceError):
    """The backup is sound, but couldn't be put in place; the library is as it was."""

    def __init__(self, home: Path, why: str, next_step: str) -> None:
        super().__init__(f"没有恢复到 {home}：{why}。原来的内容没有改动。{next_step}。")
