#!/usr/bin/python3
"""Asks the argument parser of an installed azure-cli about generated argument lists.

    /usr/bin/python3 az_arguments.py COUNT SEED > cases.jsonl

The first lines describe the options that this azure-cli registers, one line a command; every other line is an argument list with the
parser's verdict. Nothing is sent anywhere: the parser runs, the commands do not.
"""
import argparse
import json
import os
import random
import sys
import tempfile

os.environ["AZURE_CONFIG_DIR"] = tempfile.mkdtemp(prefix="az-arguments-")
os.environ["AZURE_CORE_COLLECT_TELEMETRY"] = "no"
sys.path.insert(0, "/usr/lib/python3/dist-packages")

from azure.cli.core import get_default_cli  # noqa: E402
from azure.cli.core.commands.events import EVENT_INVOKER_POST_LOAD_ARGUMENTS, EVENT_INVOKER_PRE_LOAD_ARGUMENTS  # noqa: E402
from azure.cli.core.parser import AzCliCommandParser  # noqa: E402
from knack.events import EVENT_INVOKER_CMD_TBL_LOADED, EVENT_INVOKER_POST_CMD_TBL_CREATE  # noqa: E402

COMMANDS = [
    "aks create", "aks update", "aks delete", "aks upgrade", "aks scale", "aks enable-addons", "aks disable-addons", "aks get-credentials",
    "aks start", "aks stop", "aks rotate-certs", "aks command invoke", "aks nodepool add", "aks nodepool update", "aks nodepool delete",
    "aks nodepool upgrade", "aks nodepool scale",
]


class Refused(Exception):
    pass


def refuse(self, message):
    raise Refused(message)


for owner in {argparse.ArgumentParser, AzCliCommandParser, *AzCliCommandParser.__mro__}:
    if "error" in vars(owner):
        owner.error = refuse


def load(command):
    """The top parser with one command in it, set up as AzCliCommandInvoker.execute does."""
    cli = get_default_cli()
    invocation = cli.invocation_cls(
        cli_ctx=cli, parser_cls=cli.parser_cls, commands_loader_cls=cli.commands_loader_cls, help_cls=cli.help_cls)
    cli.invocation = invocation
    loader = invocation.commands_loader
    loader.load_command_table(command.split())
    invocation.data["command_string"] = command
    loader.command_table = {command: loader.command_table[command]}
    loader.command_name = command
    cli.raise_event(EVENT_INVOKER_PRE_LOAD_ARGUMENTS, commands_loader=loader)
    loader.load_arguments(command)
    cli.raise_event(EVENT_INVOKER_POST_LOAD_ARGUMENTS, commands_loader=loader)
    cli.raise_event(EVENT_INVOKER_POST_CMD_TBL_CREATE, commands_loader=loader)
    invocation.parser.cli_ctx = cli
    invocation.parser.load_command_table(loader)
    cli.raise_event(EVENT_INVOKER_CMD_TBL_LOADED, cmd_tbl=loader.command_table, parser=invocation.parser)
    return invocation.parser, leaf(invocation.parser, command.split())


def leaf(parser, words):
    for word in words:
        parser = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction)).choices[word]
    return parser


def canonical(action):
    return next((str(o) for o in action.option_strings if str(o).startswith("--")), None)


def kind(action):
    if type(action).__name__ == "_AppendAction":
        return "append"
    return {0: "flag", None: "value", "?": "optional", "*": "list", "+": "list+"}[action.nargs]


def integral(action):
    return action.type is int


def describe(command, actions):
    return {
        "command": command,
        "options": [
            {
                "names": [str(o) for o in a.option_strings],
                "kind": kind(a),
                "int": integral(a),
                "required": bool(a.required),
                "choices": [str(c) for c in a.choices] if a.choices else [],
            }
            for a in actions
        ],
    }


def text(value):
    return value if isinstance(value, str) else str(value)


def ask(parser, command, words, actions):
    unset = object()
    for action in actions:
        action.default = None if kind(action) == "append" else unset
        if canonical(action) == "--location":
            action.type = str  # would look the name up in the subscription
    try:
        # The loader of azure-cli lowers the command words on its way.
        namespace = parser.parse_args(command.split() + words[len(command.split()):])
    except Refused as refusal:
        return {"args": words, "error": str(refusal).split("\n")[0][:160]}
    except SystemExit:
        return {"args": words, "error": "exit"}
    values = {}
    for action in actions:
        value = getattr(namespace, action.dest, unset)
        if value is unset or value is None:
            continue
        if kind(action) == "flag":
            values[canonical(action)] = []
        elif isinstance(value, list):
            values[canonical(action)] = [text(v) for v in value]
        else:
            values[canonical(action)] = [text(value)]
    return {"args": words, "values": values}


WORDS = ["rg", "c", "westeurope", "8.8.8.8", "1.2.3.4/32,8.8.8.8", "a=b", "k", "", "x y", "1", "2", "3", "true", "FALSE", "None", "azure", "-1", "-2.5", "-x", "-",
         "@", "=", "=v", "a,b", "--", "-g", "–x", "é"]


class Generator:
    def __init__(self, seed, command, actions):
        self.random = random.Random(f"{seed}:{command}")
        self.command = command
        self.actions = [a for a in actions if canonical(a) not in ("--help", "--query")]
        self.required = [a for a in self.actions if a.required]

    def case(self):
        rnd = self.random
        words = [w.upper() if rnd.random() < 0.03 else w for w in self.command.split()]
        parts = []
        for action in self.required:
            if rnd.random() < 0.97:
                parts.append(self.option(action))
        for _ in range(rnd.randint(0, 5)):
            parts.append(self.option(rnd.choice(self.actions)))
        for _ in range(rnd.choice([0, 0, 0, 0, 1, 2])):
            parts.append(self.noise())
        rnd.shuffle(parts)
        return words + [w for part in parts for w in part]

    def option(self, action):
        rnd = self.random
        name = self.spelling(action)
        shape = kind(action)
        if shape == "flag":
            return [name] if rnd.random() < 0.95 else [name + rnd.choice(["=true", "=", "true"])]
        count = {"value": 1, "append": 1, "optional": rnd.randint(0, 1), "list": rnd.randint(0, 3), "list+": rnd.randint(1, 3)}[shape]
        if rnd.random() < 0.04:
            count = max(0, count + rnd.choice([-1, 1]))
        values = [self.value(action) for _ in range(count)]
        if values and rnd.random() < 0.25:
            glue = "=" if name.startswith("--") or rnd.random() < 0.5 else ""
            return [name + glue + values[0], *values[1:]]
        return [name, *values]

    def spelling(self, action):
        rnd = self.random
        name = str(rnd.choice(action.option_strings))
        if name.startswith("--") and rnd.random() < 0.15:
            name = name[: rnd.randint(max(3, len(name) // 2), len(name))]
        if rnd.random() < 0.02:
            name = name.upper()
        return name

    def value(self, action):
        rnd = self.random
        if action.choices and rnd.random() < 0.9:
            choice = str(rnd.choice(list(action.choices)))
            return rnd.choice([choice, choice.upper(), choice.lower()])
        if action.type is float:
            return "0.5"
        if integral(action) and rnd.random() < 0.9:
            return rnd.choice(["0", "3", "17", "+5", " 4 ", "1_0", "-1"])
        return rnd.choice(WORDS)

    def noise(self):
        rnd = self.random
        shorts = [str(o)[1] for a in self.actions for o in a.option_strings if not str(o).startswith("--") and canonical(a) != "--help"]
        return rnd.choice([
            lambda: [rnd.choice(WORDS)],
            lambda: ["--bogus"],
            lambda: ["--bogus", "v"],
            lambda: ["--bogus=v"],
            lambda: ["-" + "".join(rnd.choice(shorts) for _ in range(rnd.randint(2, 3))), "v"],
            lambda: ["-" + rnd.choice(shorts) + rnd.choice(["", "v", "=v", "="])],
            lambda: ["-" + self.spelling(rnd.choice(self.actions)).lstrip("-")],
            lambda: ["-Z"],
        ])()


def touches(word, option):
    name = word.split("=")[0]
    return len(name) > 2 and option.startswith(name)


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    loaded = {}
    for command in COMMANDS:
        parser, command_parser = load(command)
        # --cmd is a name that no script may use (knack's IgnoreAction).
        actions = [a for a in command_parser._actions if canonical(a) not in (None, "--cmd")]
        loaded[command] = parser, actions, Generator(seed, command, actions)
        print(json.dumps(describe(command, actions)))
    # Half of the lists are about creation: it has the most options.
    weights = [len(COMMANDS) if command == "aks create" else 1 for command in COMMANDS]
    chooser = random.Random(seed)
    seen = set()
    while len(seen) < count:
        command = chooser.choices(COMMANDS, weights)[0]
        parser, actions, generator = loaded[command]
        words = generator.case()
        if any(touches(w, "--help") or touches(w, "--cmd") or w.startswith("-h") for w in words) or tuple(words) in seen:
            continue
        seen.add(tuple(words))
        print(json.dumps(ask(parser, command, words, actions)))


main()
