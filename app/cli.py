"""The command `wence`: reads arguments and settings, runs one subcommand, turns errors into a line and a code."""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from app.commands import (
    ask,
    audit,
    backup,
    collections,
    commitments,
    compare,
    doctor,
    documents,
    feedback,
    ingest,
    keys,
    mark,
    mcp,
    measure,
    missing,
    receipt,
    reindex,
    restore,
    search,
    serve,
    versions,
)
from app.parser import USAGE_ERROR, Parser
from app.settings import Settings
from app.terminal import harmless, shown
from ingest.errors import WenceError

FAILED, INTERRUPTED = 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``wence *arguments*``; return the exit code: 0, 1 after an error, 2 for wrong usage, 130 for Ctrl-C."""
    parser = _parser()
    if not (sys.argv[1:] if arguments is None else arguments):
        parser.print_help(sys.stderr)
        return USAGE_ERROR
    options = parser.parse_args(arguments)
    try:
        with harmless(sys.stdout):
            code: int = options.run(options, Settings.from_env(os.environ))
    except WenceError as error:
        print(shown(str(error)), file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\n已中断。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (`| head`) has seen enough; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code


def _parser() -> Parser:
    parser = Parser(prog="wence", description="问策：对计划、方案、通知提问，每句回答都给出所据条款。")
    parser.add_argument("--version", action="version", version=f"wence {version('wence')}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, prog="wence")
    for module in (
        serve,
        ingest,
        ask,
        search,
        commitments,
        compare,
        mark,
        feedback,
        documents,
        collections,
        receipt,
        versions,
        missing,
        reindex,
        backup,
        restore,
        doctor,
        keys,
        audit,
        mcp,
        measure,
    ):
        module.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
