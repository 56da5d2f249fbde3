using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stockade.Analysis.Baselines;
using Stockade.Analysis.Configuration;
using Stockade.Analysis.Suppressions;
using Stockade.Rules;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes.Kustomize;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade.Benchmarks;

/// <summary>How the time of each reader grows with its text: n, 2n, 4n and 8n, and the power of the length that fits best. A linear reader has 1.</summary>
internal static class ReaderGrowth
{
    private const int Rounds = 3;
    private const int Doublings = 4;

    private const string WorkflowHead = "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n";

    /// <summary>A name, the pieces of the smallest text, how it is made of so many, and what reads it.</summary>
    private static readonly ImmutableArray<(string Name, int Count, Func<int, string> Create, Action<string> Read)> s_readers =
    [
        ("YAML, plain", 8_000, static count => Repeat("", count, static i => $"k{i}:\n  name: web-{i} # c\n  list:\n  - a: \"b\"\n    c: |\n      text\n", ""), ReadYaml),
        ("YAML, with anchors", 4_000, static count => Repeat("root: &a {x: y}\n", count, static i => $"k{i}:\n  ref: *a\n  more: !!str text\n", ""), ReadYaml),
        ("YAML, one flow", 16_000, static count => Repeat("root: [\n", count, static i => $"  {{a: {i}, b: c}},\n", "]\n"), ReadYaml),
        ("YAML, many documents", 8_000, static count => Repeat("", count, static i => $"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{i}}}\n", ""), ReadYaml),
        ("YAML, one long scalar", 64_000, static count => Repeat("text: >\n", count, static _ => "  word word\n\n", ""), ReadYaml),
        ("YAML, comments", 32_000, static count => Repeat("", count, static _ => "# stockade:ignore AKS4001 reason\nkey: value\n---\n", ""), static text => YamlComments.Find(text, SuppressionParser.Marker)),
        ("JSON", 8_000, static count => Repeat("{\"items\": [", count, static i => $"{{\"kind\": \"Pod\", \"n\": {i}}},\n", "{}]}"), ReadJson),
        ("JSON, one after the other", 4_000, static count => Repeat("", count, static i => $"{{\"kind\": \"Pod\", \"n\": {i}}}\n", ""), ReadJson),
        ("ARM template", 1_000, static count => Repeat("{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", \"resources\": [", count, static i => $"{{\"type\": \"Microsoft.ContainerService/managedClusters\", \"apiVersion\": \"2024-01-01\", \"name\": \"c{i}\", \"properties\": {{}}}},\n", "{}]}"), static text => Analyze("a.json", text)),
        ("bash", 2_000, static count => Repeat("", count, static i => $"A{i}=\"x-$B\"\nif [ \"$A{i}\" = y ]; then az aks show -n \"$A{i}\" -g rg; fi\n", ""), static text => ReadScript(text, ScriptDialect.Bash)),
        ("cmd", 2_000, static count => Repeat("", count, static i => $"set A{i}=x-%B%\r\nif \"%A{i}%\"==\"y\" call az aks show -n %A{i}% -g rg\r\n", ""), static text => ReadScript(text, ScriptDialect.Cmd)),
        ("PowerShell", 2_000, static count => Repeat("", count, static i => $"$a{i} = \"x-$b\"\nif ($a{i} -eq 'y') {{ az aks show -n $a{i} -g rg }}\n", ""), static text => ReadScript(text, ScriptDialect.PowerShell)),
        ("Dockerfile", 100, static count => Repeat("FROM a\n", count, static i => $"ENV A{i}=b\nRUN az aks show -n x{i} \\\n  -g rg\n", ""), static text => Analyze("Dockerfile", text)),
        ("Makefile", 200, static count => Repeat("", count, static i => $"V{i} := $(V{i - 1})x\nt{i}:\n\taz aks show -n x{i} -g rg\n", ""), static text => Analyze("Makefile", text)),
        ("workflow", 100, static count => Repeat(WorkflowHead, count, static i => $"      - name: s{i}\n        run: az aks show -n x{i} -g rg\n        env: {{A: b}}\n", ""), static text => Analyze(".github/workflows/a.yml", text)),
        ("pipeline", 100, static count => Repeat("steps:\n", count, static i => $"- script: az aks show -n x{i} -g rg\n  displayName: s{i}\n", ""), static text => Analyze("azure-pipelines.yml", text)),
        ("Helm, rendered", 1_000, static count => Repeat("", count, static i => $"---\n# Source: web/templates/p{i}.yaml\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{i}}}\nspec: {{containers: []}}\n", ""), static text => Analyze("rendered.yaml", text)),
        ("configuration", 1_000, static count => Repeat("scopes:\n", count, static i => $"- name: s{i}\n  include: [k8s/{i}/**]\n", ""), static text => ConfigurationReader.Read(new SourceFile("stockade.yaml", text), Vocabulary())),
        ("suppression comment", 2_000, static count => Repeat("# stockade:ignore ", count, static i => $"AKS{i % 9000 + 1000}, ", "AKS1001 reason"), static text => SuppressionParser.ParseComment(new SourceFile("a.yaml", text).At(0, text.Length), [])),
        ("baseline", 8_000, static count => Repeat("{\"schemaVersion\": 1, \"findings\": [", count, static i => $"{{\"rule\": \"AKS4001\", \"fingerprint\": \"{i:x16}\"}},\n", "{\"rule\": \"AKS4001\", \"fingerprint\": \"ffffffffffffffff\"}]}"), static text => BaselineFormat.Read(text)),
        ("list of address ranges", 8_000, static count => Repeat("", count, static i => $"{i % 200 + 1}.{i / 200 % 250}.{i / 50000}.0/24,", "1.1.1.1"), static text => AuthorizedRange.ShareOfInternet([.. text.Split(',').Select(static entry => AuthorizedRange.Parse(entry))])),
        ("selector of kustomize", 4_000, static count => Repeat("", count, static i => $"k{i} in (a, b),", "z"), static text => LabelQuery.Parse(text)),
        ("rules of gitignore", 8_000, static count => Repeat("", count, static i => $"/a{i}/**/*.tmp\n", ""), static text => GitIgnoreRules.Parse(Encoding.UTF8.GetBytes(text), 0, null)),
        ("one pattern of gitignore", 500, static count => Repeat("", count, static _ => "a*", "b"), static text => GitIgnorePattern.Parse(Encoding.UTF8.GetBytes(text))?.Matches(Encoding.UTF8.GetBytes(new string('a', 2 * text.Length)))),
    ];

    public static void Print(string prefix)
    {
        Console.WriteLine($"{"",-28}{"n",12}{"2n",12}{"4n",12}{"8n",12}   exponent");
        foreach (var (name, count, create, read) in s_readers.Where(reader => reader.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            string[] texts = [.. Enumerable.Range(0, Doublings).Select(doubling => create(count << doubling))];
            Measure(read, texts[1]);
            double[] milliseconds = [.. texts.Select(text => Enumerable.Range(0, Rounds).Min(_ => Measure(read, text)))];
            var exponent = Slope([.. texts.Select(static text => Math.Log(text.Length))], [.. milliseconds.Select(static time => Math.Log(time))]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28}{string.Concat(milliseconds.Select(static time => string.Create(CultureInfo.InvariantCulture, $"{time,9:F1} ms")))}   {exponent:F2}"));
        }
    }

    private static double Measure(Action<string> read, string text)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        read(text);
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>The slope of the line that fits best (least squares).</summary>
    private static double Slope(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (left, right) => (left - meanX) * (right - meanY)).Sum() / x.Sum(value => (value - meanX) * (value - meanX));
    }

    private static string Repeat(string head, int count, Func<int, string> piece, string tail)
    {
        var text = new StringBuilder(head);
        for (var i = 0; i < count; i++)
            text.Append(piece(i));
        return text.Append(tail).ToString();
    }

    private static void ReadYaml(string text) => YamlReader.Read(new SourceFile("a.yaml", text) { IsNamedByUser = true }, static _ => true);

    private static void ReadJson(string text) => YamlReader.Read(new SourceFile("a.json", text) { Kind = FileKind.Json }, static _ => true);

    private static void ReadScript(string text, ScriptDialect dialect) => ScriptReader.Read(new ScriptInput { Text = ShellText.Of(new SourceFile("deploy", text)), Dialect = dialect });

    /// <summary>Everything that is done with a file, but reading it from the disk, rules and reports.</summary>
    private static void Analyze(string path, string text)
    {
        var kind = FileClassifier.FromName(path[(path.LastIndexOf('/') + 1)..]) ?? FileKind.Yaml;
        var parsed = ModelLoader.Parse(new SourceFile(path, text) { Kind = kind }, isNamed: false, []);
        ImmutableArray<ParsedFile> files = parsed is null ? [] : [parsed];
        ModelLoader.Build(new WorkspaceContent<ParsedFile>(files, [], 1), new AnalysisOptions { RootDirectory = Path.Combine(AppContext.BaseDirectory, "nothing"), MaxDegreeOfParallelism = 1 }, new RunConfiguration());
    }

    private static ConfigurationVocabulary Vocabulary() => new([.. RuleCatalog.Pages.Select(static page => page.Id)], PathPatterns.Check, static _ => (null, "not here"));
}
