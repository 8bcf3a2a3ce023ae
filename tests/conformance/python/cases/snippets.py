"""Scripts that Handrail writes in Python and Go: run as they are, their rows compared with what the tenant holds. Those in
PowerShell and C# are read by a parser."""

import ast
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import practice
import tree_sitter_c_sharp
import tree_sitter_powershell
from case import Case
from person import Person
from snippets import APP, NASTY, READS, environment, held, ids, written
from tree_sitter import Language, Parser

CREDENTIALS = ("secret", "certificate")
USER = practice.app("user")["clientId"]


def finished(program, text=None):
    """The JSON that a program prints."""
    done = subprocess.run(program, input=text, capture_output=True, text=True, timeout=120, env=environment())
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    return json.loads(done.stdout)


def in_python(script):
    return finished([sys.executable, "-"], script)


def with_a_code(program):
    """The JSON of a program that shows a code, which somebody types in."""
    running = subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    )
    message = running.stderr.readline()
    code = message.split(" code ")[1].split()[0]
    address = next(word for word in message.split() if word.startswith("http")).rstrip(".,")
    Person("analyst").enter(code, address)
    output, errors = running.communicate(timeout=120)
    if running.returncode != 0:
        raise AssertionError(output + errors)
    return json.loads(output)


class Python(Case):
    def a_script_reads_what_the_tenant_holds(self):
        for api, call in READS:
            for credential in CREDENTIALS:
                with self.subTest(api=api, call=call, credential=credential):
                    rows = in_python(written("python", call, "--api", api, "--credential", credential))
                    self.assertEqual(ids(rows, api, call), held(api, call))

    def a_query_with_every_sign_in_it_is_asked_as_it_is(self):
        (row,) = in_python(written("python", "hunting", "--query", NASTY))
        self.assertGreater(row["Count"], 0)

    def the_token_of_a_script_opens_its_api(self):
        claims = in_python(written("python", "token", "--api", "xdr"))
        self.assertEqual((claims["aud"], claims["tid"]), (practice.XDR, practice.TENANT))

    def a_person_types_a_code_in(self):
        script = written("python", "incidents", "--as", "user", "--device-code", client_id=USER)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "incidents.py")
            path.write_text(script, encoding="utf-8")
            with_a_code([sys.executable, str(path)])

    def a_script_with_the_browser_is_python(self):
        for api, call in READS:
            ast.parse(written("python", call, "--api", api, "--as", "user", client_id=USER))


class Go(Case):
    """One build for all: a toolchain takes its time."""

    @classmethod
    def setUpClass(cls):
        cls._folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls._folder.cleanup)
        root = Path(cls._folder.name)
        root.joinpath("go.mod").write_text("module snippets\n\ngo 1.21\n", encoding="utf-8")
        scripts = {
            f"{api}-{call}-{credential}": written("go", call, "--api", api, "--credential", credential)
            for api, call in READS
            for credential in CREDENTIALS
        }
        scripts["hunting"] = written("go", "hunting", "--query", NASTY)
        scripts["token"] = written("go", "token", "--api", "mde")
        scripts["code"] = written("go", "incidents", "--as", "user", "--device-code", client_id=USER)
        scripts["browser"] = written("go", "incidents", "--as", "user", client_id=USER)
        for name, script in scripts.items():
            root.joinpath(name).mkdir()
            root.joinpath(name, "main.go").write_text(script, encoding="utf-8")
        built = subprocess.run(
            [str(Path(sys.executable).with_name("go")), "build", "-o", str(root / "bin") + "/", "./..."],
            cwd=root,
            capture_output=True,
            text=True,
            env=environment() | {"GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod", "GOPROXY": "off", "CGO_ENABLED": "0"},
        )
        if built.returncode != 0:
            raise AssertionError(built.stdout + built.stderr)

    def _run(self, name):
        return finished([str(Path(self._folder.name, "bin", name))])

    def a_program_reads_what_the_tenant_holds(self):
        for api, call in READS:
            for credential in CREDENTIALS:
                with self.subTest(api=api, call=call, credential=credential):
                    rows = self._run(f"{api}-{call}-{credential}")
                    self.assertEqual(ids(rows, api, call), held(api, call))

    def a_query_with_every_sign_in_it_is_asked_as_it_is(self):
        (row,) = self._run("hunting")
        self.assertGreater(row["Count"], 0)

    def the_token_of_a_program_opens_its_api(self):
        self.assertEqual(self._run("token")["aud"], practice.ENDPOINT)

    def a_person_types_a_code_in(self):
        with_a_code([str(Path(self._folder.name, "bin", "code"))])


class Parsed(Case):
    """Languages whose programs cannot be run here."""

    def _is_read_by(self, grammar, language):
        parser = Parser(Language(grammar.language()))
        calls = [(api, call, ()) for api, call in READS]
        calls += [("graph", "hunting", ("--query", NASTY)), ("graph", "token", ())]
        if language == "powershell-graph":
            calls = [(api, call, more) for api, call, more in calls if api == "graph"]
            calls.append(("mde", "register", ()))
        ways = [("--credential", "secret"), ("--credential", "certificate"), ("--as", "user")]
        ways.append(("--as", "user", "--device-code"))
        for api, call, more in calls:
            for way in ways:
                with self.subTest(api=api, call=call, way=way):
                    script = written(language, call, "--api", api, *way, *more, client_id=APP["clientId"])
                    tree = parser.parse(script.encode())
                    self.assertFalse(tree.root_node.has_error, script)

    def power_shell_is_power_shell(self):
        self._is_read_by(tree_sitter_powershell, "powershell")

    def power_shell_with_the_module_is_power_shell(self):
        self._is_read_by(tree_sitter_powershell, "powershell-graph")

    def c_sharp_is_c_sharp(self):
        self._is_read_by(tree_sitter_c_sharp, "csharp")
