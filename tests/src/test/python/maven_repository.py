"""A Maven repository in a folder, with libraries that are compiled here."""

import os
import subprocess
import tempfile
import zipfile

from jupyter_client.kernelspec import KernelSpecManager
from kernel_case import KERNEL


def javac():
    java = KernelSpecManager().get_kernel_spec(KERNEL).argv[0]
    return os.path.join(os.path.dirname(java), "javac")


class Repository:
    def __init__(self, folder):
        self.folder = folder

    @property
    def url(self):
        return "file://" + self.folder

    def publish(self, group, artifact, version, source, needs=()):
        """A jar with one class, named in the source, and its POM."""
        place = os.path.join(self.folder, *group.split("."), artifact, version)
        os.makedirs(place)
        name = source.split("class ")[1].split()[0]
        with tempfile.TemporaryDirectory() as work:
            with open(os.path.join(work, name + ".java"), "w") as file:
                file.write("package %s;\n%s" % (group, source))
            jars = [os.path.join(self.folder, *g.split("."), a, v, "%s-%s.jar" % (a, v)) for g, a, v in needs]
            subprocess.run(
                [javac(), "--release", "17", "-d", work, "-cp", os.pathsep.join(jars) or work, name + ".java"],
                cwd=work, check=True,
            )
            with zipfile.ZipFile(os.path.join(place, "%s-%s.jar" % (artifact, version)), "w") as jar:
                path = group.replace(".", "/") + "/" + name + ".class"
                jar.write(os.path.join(work, path), path)
        dependencies = "".join(
            "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>" % each
            for each in needs
        )
        with open(os.path.join(place, "%s-%s.pom" % (artifact, version)), "w") as pom:
            pom.write(
                "<project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId>"
                "<version>%s</version><dependencies>%s</dependencies></project>"
                % (group, artifact, version, dependencies)
            )


def home(folder, mirror):
    """A user's folder whose Maven asks nobody but the mirror; what the kernel's environment needs for it."""
    os.makedirs(os.path.join(folder, ".m2"), exist_ok=True)
    with open(os.path.join(folder, ".m2", "settings.xml"), "w") as settings:
        settings.write(
            "<settings><mirrors><mirror><id>test</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors></settings>"
            % mirror
        )
    return {"JAVA_TOOL_OPTIONS": "-Duser.home=" + folder}
