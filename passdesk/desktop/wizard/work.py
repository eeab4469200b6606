"""What the wizard does in the end, off the GUI thread: the same services as `passdesk init`."""

from dataclasses import replace
from pathlib import Path

from passdesk.administration.zone_alone import Alone, found_alone, offline_place
from passdesk.clock import Clock
from passdesk.desktop.desk_folder import Opening
from passdesk.desktop.wizard.state import Answers, Made
from passdesk.domain.zone_reading import LARGEST
from passdesk.errors import Damaged, Trouble
from passdesk.scanning.decoder import Decoder
from passdesk.scanning.frames import Frame
from passdesk.scanning.pictures import SUFFIXES, read_picture
from passdesk.sync.invitations import Invitation, read_invitation, read_invitation_file
from passdesk.sync.new_desk import join_zone


def opening_of(opening: Opening, answers: Answers) -> Opening:
    """How the desk to be made is opened: as its database key is kept."""
    if answers.keeps == "passphrase":
        return replace(opening, passphrase=answers.passphrase, key_store=None)
    return replace(opening, passphrase=None)


def join(opening: Opening, answers: Answers, clock: Clock) -> Made:
    keeping = opening_of(opening, answers).keeping
    made = join_zone(opening.folder, answers.code, answers.server.strip(), keeping, clock)
    return Made(made.joined.rights.name, made.joined.zone, made.exchanged)


def found(opening: Opening, answers: Answers, clock: Clock) -> Made:
    keeping = opening_of(opening, answers).keeping
    offline = offline_place(answers.offline)
    name, administrator = answers.name.strip(), answers.administrator.strip()
    wanted = Alone(answers.policy, name, administrator, offline, answers.password)
    founded = found_alone(opening.folder, wanted, keeping, clock())
    return Made(name, founded.zone, offline=str(offline))


def invitation_in(path: Path) -> Invitation:
    """The invitation in a file: its text, or a picture of its code."""
    if path.suffix.lower() not in SUFFIXES:
        return read_invitation_file(path)
    texts = [symbol.text for symbol in Decoder().read(Frame(str(path), 0, read_picture(path), None, still=True))]
    if len(texts) != 1:
        raise Damaged(f"{path.name} shows {len(texts) or 'no'} codes that read.", remedy="Choose another picture.")
    return read_invitation(texts[0])


def policy_in(path: Path) -> bytes:
    """The bytes of a policy file; of one that is too long for a policy, more than one may have. `Trouble` where it
    can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Trouble(f"{path} can't be read: {error.strerror}.", remedy="Choose another file.") from error
