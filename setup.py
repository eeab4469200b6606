"""Puts the top-level folder resources/ into the wheel as passdesk/resources; pyproject.toml says the rest."""

from setuptools import find_namespace_packages, setup

code = find_namespace_packages(include=["passdesk", "passdesk.*"])
folders = find_namespace_packages("resources")
resources = ["passdesk.resources", *(f"passdesk.resources.{name}" for name in folders)]

setup(
    packages=code + resources,
    package_dir={"passdesk.resources": "resources"},
    package_data={"passdesk": ["py.typed"], **{folder: ["*"] for folder in resources}},
    include_package_data=False,
)
