"""Errors of access: nobody we know, not allowed, too much at once."""

import math

from ingest.errors import WenceError


class Unidentified(WenceError):
    """No key was given, or none that is valid. The same words for every reason: a guesser learns nothing."""

    def __init__(self) -> None:
        super().__init__(
            "需要有效的密钥：没有给出密钥，或密钥不对、已撤销、已过期。"
            "请在请求头 Authorization 里给出“Bearer 密钥”（命令行用 WENCE_API_KEY）；密钥由管理员用 `wence keys add` 发放。"
        )


class Forbidden(WenceError):
    """The caller's role doesn't go so far. Roles are given as people call them."""

    def __init__(self, role: str, needed: str) -> None:
        super().__init__(
            f"这把密钥的角色是{role}，这项操作需要{needed}。请改用权限足够的密钥，或请管理员代为操作。"
        )


class ForeignPage(WenceError):
    """A page of another site asks in a visitor's browser."""

    def __init__(self) -> None:
        super().__init__(
            "请求来自其他网站的页面或陌生的主机名，已拒绝。请直接用 http://127.0.0.1 访问；需要从别处访问时请先发放密钥。"
        )


class AccessDamaged(WenceError):
    """The file of keys and audit can't be read. Taking it away would open the server to everybody."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"密钥与审计记录 {path} 无法打开：{why}。请用备份恢复它；移走它会失去全部密钥，服务将不再要求登录。"
        )


class UnknownKey(WenceError):
    """No key has this id or name."""

    def __init__(self, key: str) -> None:
        super().__init__(f"没有编号或名称为「{key}」的有效密钥。请运行 `wence keys list` 查看现有密钥。")


class BadKey(WenceError):
    """A key can't be made as it was asked for."""

    def __init__(self, why: str, next_step: str) -> None:
        super().__init__(f"无法添加密钥：{why}。{next_step}。")


class NoKeys(WenceError):
    """The server was to listen on an address that others reach, and anyone could have come in."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"拒绝在 {host} 上启动：这个地址别的机器也能访问，而现在没有任何有效密钥，谁都能进来。"
            "请先运行 `wence keys add 名称 --role admin` 发放密钥，或去掉 WENCE_HOST（--host）只在本机使用。"
        )


class LoginNeeded(WenceError):
    """Asking for no keys is for this machine alone."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"拒绝在 {host} 上启动：WENCE_LOGIN=off 只能用于本机地址（127.0.0.1）。请去掉 WENCE_LOGIN，并发放密钥。"
        )


class TooManyRequests(WenceError):
    """A key has asked too often; ``retry_after`` is in seconds."""

    def __init__(self, rate: int, *, wait: float) -> None:
        self.retry_after = max(1, math.ceil(wait))
        super().__init__(f"这把密钥每分钟最多 {rate} 个请求，已经超过。请 {self.retry_after} 秒后重试。")


class TooManyAtOnce(WenceError):
    """A key has too many requests under way."""

    retry_after = 1

    def __init__(self, concurrent: int) -> None:
        super().__init__(f"这把密钥同时最多 {concurrent} 个请求，前面的还没有答复完。请稍后重试。")


class TooManyGuesses(WenceError):
    """Keys that open nothing came from one address, again and again; ``retry_after`` is in seconds."""

    def __init__(self, limit: int, *, wait: int) -> None:
        self.retry_after = wait
        super().__init__(
            f"这个地址一分钟内已有 {limit} 次给出无效的密钥。请核对密钥，{wait} 秒后重试；有效的密钥不受影响。"
        )


class TooSlow(WenceError):
    """The reply did not begin in time."""

    retry_after = 30

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} 秒内没有处理完，已放弃这个请求。请稍后重试，或把请求分小一些。")


class Unsent(WenceError):
    """The client stopped sending amid its request."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"请求没有发完：{seconds:g} 秒没有收到新的内容。请检查网络后重新发送。")
