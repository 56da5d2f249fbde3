using System.Globalization;
using System.Text;
using Stockade.Analysis.Baselines;
using Stockade.Analysis.Configuration;
using Stockade.Analysis.Suppressions;
using Stockade.Rules;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Semantics.Kubernetes.Kustomize;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade.Fuzz.Targets;

/// <summary>Small languages.</summary>
internal static class TextTargets
{
    public static IEnumerable<FuzzTarget> Create()
    {
        var vocabulary = new ConfigurationVocabulary([.. RuleCatalog.Pages.Select(static page => page.Id)], PathPatterns.Check, static _ => (null, "not here"));
        yield return new FuzzTarget(
            "configuration",
            [
                "include: [k8s/**]\nexclude: ['*.tmp']\nseverity: {AKS4001: error}\nnamespace: x\nsystem-namespaces: [kube-*]\nbaseline: b.json\nmarkdown: true\nscopes:\n- name: prod\n  include: [k8s]\n  cluster: rg/aks\nclusters:\n- name: aks\n  resource-group: rg\n  network-policy: cilium\n",
                .. Repository.Files("samples", "stockade.yaml").Select(static file => file.Text),
            ],
            ["include: ", "exclude: ", "severity: ", "scopes:\n- ", "clusters:\n- ", "AKS4001", "baseline: ", "custom-rules: ", "rules: ", "[", "{", "null", "**/", "!"],
            text =>
            {
                var spans = new Spans();
                foreach (var problem in ConfigurationReader.Read(new SourceFile("stockade.yaml", text), vocabulary).Problems)
                    spans.Add(problem.Location, problem.Message);
                return spans.ToString();
            });
        yield return new FuzzTarget(
            "suppression",
            ["# stockade:ignore AKS4001 a reason (until 2027-01-31)", "# stockade:ignore-file AKS1, AKS2001 # stockade:ignore AKS3001 x", "AKS4001: reason; AKS3: y", ":: stockade:ignore AKS1001 z"],
            ["stockade:ignore", "-file", "AKS4001", "(until ", "2027-02-29", ")", ",", "#", "AKS"],
            static text =>
            {
                var spans = new Spans();
                var place = new SourceFile("a.yaml", text).At(0, text.Length);
                foreach (var directive in SuppressionParser.ParseComment(place, []).Concat(SuppressionParser.ParseAnnotation(place, text, [])))
                    spans.Add(directive.Location, $"{directive.Reason} {directive.Until} {directive.Error}");
                return spans.ToString();
            });
        yield return new FuzzTarget(
            "baseline",
            [BaselineFormat.Write([]), "{\"schemaVersion\": 1, \"findings\": [{\"rule\": \"AKS4001\", \"fingerprint\": \"0123456789abcdef\", \"workloads\": [\"a/Deployment/b\"]}]}"],
            ["\"rule\":", "\"fingerprint\":", "null", "{", "[", "\"schemaVersion\": 2", "1e999", "\\ud800", "\\u0000"],
            static text =>
            {
                var (baseline, error, line) = BaselineFormat.Read(text);
                if (baseline is null == error is null)
                    throw new PropertyException("a baseline and an error, or neither");
                return string.Create(CultureInfo.InvariantCulture, $"{line} {error}");
            });
        yield return new FuzzTarget(
            "cidr",
            ["10.0.0.0/8", "169.254.169.254/32", "2000::/3", "::ffff:1.2.3.4/96", "fe80::1%eth0/64", "0.0.0.0/0", "AzureCloud", "203.0.113.0/24", "1.2.3.4"],
            ["::", "/32", "0x", "255", "ffff", ".", ":", "%"],
            static text =>
            {
                var block = CidrText.Parse(text);
                var range = AuthorizedRange.Parse(text);
                var share = AuthorizedRange.ShareOfInternet([range, AuthorizedRange.Parse("203.0.113.0/24")]);
                if (share is < 0 or > 1 || (block is { } network && network.PrefixLength is < 0 or > 128))
                    throw new PropertyException($"share {share}, {block}");
                return string.Create(CultureInfo.InvariantCulture, $"{block} {range.Kind} {share}");
            })
        {
            MaxLength = 100,
        };
        yield return new FuzzTarget(
            "pattern",
            ["**/k8s/*.yaml\ndeploy/k8s/a.yaml", "!/a/[!b-d]?\\*\na/e", "[[:alpha:]]*\nabc", "a/**/b/**/c/**\na/b/c/d"],
            ["**", "/**/", "[a-", "[!", "]", "\\", "?", "!", "[[:digit:]]", "{a,b}"],
            static text =>
            {
                var break1 = text.IndexOf('\n', StringComparison.Ordinal);
                var (pattern, path) = break1 < 0 ? (text, "a/b/c") : (text[..break1], text[(break1 + 1)..]);
                var bytes = Encoding.UTF8.GetBytes(path);
                var error = PathPatterns.Check(pattern);
                var isMatch = error is null && PathPatterns.Create([pattern]).Matches(path);
                return $"{error} {isMatch} {GitIgnorePattern.Parse(Encoding.UTF8.GetBytes(pattern))?.Matches(bytes)} {GitIgnoreRules.Parse(Encoding.UTF8.GetBytes(text), 0, null).IsIgnored(bytes, isDirectory: true)}";
            })
        {
            MaxLength = 300,
        };
        yield return new FuzzTarget(
            "selector",
            ["app=web,tier!=db,x in (a, b),!y", "a notin (b),c", "environment = production , tier"],
            [" in (", " notin (", ")", ",", "!=", "==", "!", "a.b/c"],
            static text => LabelQuery.Parse(text) is null ? "none" : "a query")
        {
            MaxLength = 300,
        };
        yield return new FuzzTarget(
            "calico",
            ["app == 'web' && !(tier in {\"a\", 'b'} || has(x/y)) && z not in {} || all()", "a contains 'b' && c starts with 'd' || e ends with \"f\" || !has(g)", "global()", "x != ${VALUE}"],
            [" && ", " || ", "!", "(", ")", "has(", "all()", "global()", " in {", "}", " not in {", " contains ", " starts with ", " ends with ", "== ", "'", "\""],
            static text =>
            {
                var (expression, error) = SelectorParser.Parse(text, new SourceFile("a.yaml", text).At);
                if (error is not null && (error.Position < 0 || error.Length < 0 || error.Position + error.Length > text.Length))
                    throw new PropertyException($"an error at {error.Position}, {error.Length} long");
                return $"{expression} {error}";
            })
        {
            MaxLength = 500,
        };
        yield return new FuzzTarget(
            "encoding",
            ["kind: Pod\n", "\ufeffkind: Pod", "é\0\ud800"],
            ["\ufeff", "\0", "\ufffd"],
            static text =>
            {
                // The same units as UTF-8, as UTF-16 and as raw bytes.
                var raw = Encoding.Latin1.GetBytes(text);
                return $"{TextDecoder.Decode(raw).Text.Length} {TextDecoder.Decode(Encoding.Unicode.GetBytes(text)).Text.Length} {TextDecoder.Decode(Encoding.UTF8.GetBytes(text)).ErrorOffset} {TextDecoder.IsBinary(raw)} {FileClassifier.HasShellShebang(raw)}";
            })
        {
            MaxLength = 200,
        };
    }
}
