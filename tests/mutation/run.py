#!/usr/bin/env python3
"""Plants each fault of mutants.txt in a copy of the engine and says which the tests catch. Run from the root of the repository:

    python3 tests/mutation/run.py [NAME…]

All faults are compiled into one assembly; an environment variable chooses one for a run.
"""
import os, re, shutil, subprocess, sys, tempfile

ROOT = os.getcwd()
ENGINE = 'src/Stockade/Semantics/Kubernetes'
SWITCH = '''namespace Stockade.Semantics;

internal static class PlantedFault
{
    private static readonly string? s_chosen = System.Environment.GetEnvironmentVariable("STOCKADE_MUTANT");

    public static bool Is(int number) => s_chosen == number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
'''


def read_mutants():
    text = open('tests/mutation/mutants.txt').read()
    for block in re.split(r'^== ', text, flags=re.M)[1:]:
        name, file, rest = block.split('\n', 2)
        before, after = re.split(r'^-- ?\n', rest, maxsplit=1, flags=re.M)
        yield name, file, before.rstrip('\n'), after.rstrip('\n')


def build(copy, mutants):
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns('.git', 'bin', 'artifacts', 'samples', 'node_modules'))
    os.makedirs(os.path.join(copy, 'artifacts/packages'), exist_ok=True)
    for number, (name, file, before, after) in enumerate(mutants):
        path = os.path.join(copy, ENGINE, file)
        text = open(path).read()
        if text.count(before) != 1:
            sys.exit(f'{name}: the code stands {text.count(before)} times in {file}')
        open(path, 'w').write(text.replace(before, re.sub(r'\bM\b', f'global::Stockade.Semantics.PlantedFault.Is({number})', after)))
    open(os.path.join(copy, 'src/Stockade/Semantics/PlantedFault.cs'), 'w').write(SWITCH)
    subprocess.run(
        ['dotnet', 'build', 'tests/Stockade.Tests', '-c', 'Release', '-v', 'q', '-p:RunAnalyzers=false', '-p:TreatWarningsAsErrors=false', '-p:NoWarn=RS0030'],
        cwd=copy, check=True, stdout=subprocess.DEVNULL)


def passes(copy, number, classes, cases):
    environment = dict(os.environ, STOCKADE_MUTANT=str(number), STOCKADE_ORACLE_CASES=str(cases))
    command = [os.path.join(copy, 'tests/Stockade.Tests/bin/Release/net10.0/Stockade.Tests'), '-stopOnFail']
    for name in classes:
        command += ['-class', f'Stockade.Tests.Semantics.Kubernetes.{name}']
    return subprocess.run(command, cwd=copy, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def main():
    mutants = list(read_mutants())
    copy = os.path.join(tempfile.mkdtemp(prefix='stockade-mutants-'), 'copy')
    build(copy, mutants)
    oracle = ['Oracle.OracleTests', 'MixedOracle.MixedOracleTests', 'CalicoOracle.CalicoOracleTests']
    units = ['NetworkPolicyReaderTests', 'LabelSelectorTests', 'ReachabilityTests', 'VerdictReasonTests', 'RegressionFixtureTests', 'Tiers.TierEvaluatorTests', 'AdminPolicyTests', 'CiliumPolicyTests', 'Calico.CalicoPolicyTests', 'Calico.SelectorParserTests']
    if not passes(copy, -1, units, 1) or not passes(copy, -1, oracle, 2000):
        sys.exit('the tests fail without any fault')
    survivors = 0
    for number, (name, *_) in enumerate(mutants):
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        by_units = not passes(copy, number, units, 1)
        by_oracle = not passes(copy, number, oracle, 2000)
        survivors += not (by_units or by_oracle)
        caught = ' and '.join(label for label, hit in (('unit tests', by_units), ('oracle', by_oracle)) if hit)
        print(f'{"caught by " + caught if caught else "SURVIVED":32} {name}', flush=True)
    print(f'{len(mutants)} mutants, {survivors} survived')
    shutil.rmtree(os.path.dirname(copy))
    sys.exit(survivors > 0)


main()
