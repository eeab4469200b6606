"""The issuing workspace as this machine makes it: its files, its printers, the camera that was chosen."""

from passdesk.desktop.camera_device import CameraDevice
from passdesk.desktop.issuing.badge_pages import system_printers
from passdesk.desktop.issuing.files import ask_pdf, ask_people, ask_photo
from passdesk.desktop.issuing.parts import Asking
from passdesk.desktop.issuing.workspace import IssuingWorkspace
from passdesk.desktop.opened_desk import OpenedDesk


def issuing_workspace(opened: OpenedDesk, camera: CameraDevice) -> IssuingWorkspace:
    asking = Asking(ask_people, ask_photo, ask_pdf, system_printers)
    return IssuingWorkspace(opened, asking, camera)
