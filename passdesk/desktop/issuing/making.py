"""The issuing workspace as this machine makes it: its files, its printers, the camera that was chosen."""

from passdesk.desktop import settings
from passdesk.desktop.issuing.badge_pages import system_printers
from passdesk.desktop.issuing.files import ask_pdf, ask_people, ask_photo
from passdesk.desktop.issuing.parts import Asking
from passdesk.desktop.issuing.workspace import IssuingWorkspace
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.errors import Trouble
from passdesk.scanning.camera import CameraSource, open_camera


def issuing_workspace(opened: OpenedDesk) -> IssuingWorkspace:
    def chosen_camera() -> CameraSource:
        chosen = settings.load(opened.folder)
        if chosen.camera is None:
            raise Trouble("No camera is chosen.", remedy="Choose one under settings.")
        width, _, height = chosen.resolution.partition("x")
        return open_camera(chosen.camera, (int(width), int(height)))

    return IssuingWorkspace(opened, Asking(ask_people, ask_photo, ask_pdf, system_printers), chosen_camera)
