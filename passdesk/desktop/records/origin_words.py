"""Where what is shown came from: said on every page, by a badge where all is well, by a strip where it is not."""

from passdesk.desktop.look import Look
from passdesk.desktop.records.state import ExportPicture, Origin, Source


def badge_words(look: Look, origin: Origin) -> str:
    at = look.clock(origin.at)
    if origin.source == "server":
        return look.tr("From the server, whole zone · {time}", time=at)
    return look.tr("From this desk's own journal · {time}", time=at)


def strip_words(look: Look, origin: Origin | None) -> str:
    """Why this is less than the whole zone; "" where there is nothing to say."""
    if origin is None or origin.unreached is None:
        return ""
    own = look.tr("The server was not reached: only what this desk itself recorded is shown.")
    return look.said(own, origin.unreached.happened)


def source_words(look: Look, source: Source) -> str:
    return look.tr("whole zone, from the server") if source == "server" else look.tr("this desk's own journal")


def export_words(look: Look, export: ExportPicture) -> str:
    """How an export stands."""
    name = export.path.name
    match export.state:
        case "running":
            return look.count(export.rows, "{n} crossing written for {file} …", "{n} crossings written for {file} …",
                              file=name)  # fmt: skip
        case "done":
            source = source_words(look, export.source)
            return look.count(
                export.rows, "{n} crossing is in {file}: {source}.", "{n} crossings are in {file}: {source}.",
                file=export.path, source=source,
            )  # fmt: skip
        case "stopping":
            return look.tr("Export stops: nothing is written to {file} …", file=name)
        case "stopped":
            return look.tr("Export stopped. Nothing was written to {file}.", file=name)
        case "failed":
            return look.said(*export.problem.parts) if export.problem is not None else ""
