using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>
/// Reads Calico's policies (docs.tigera.io, NetworkPolicy and GlobalNetworkPolicy) from projectcalico.org/v3, and from crd.projectcalico.org/v1, in which
/// Calico stores them: an object applied there is taken as it is. What Calico ignores as invalid is as absent as what its API server refuses.
/// </summary>
internal sealed class CalicoPolicyReader
{
    private const string Refuser = "Calico";

    private readonly KubernetesObject _object;
    private readonly FieldReader _fields = new();
    private readonly CalicoSelectorReader _selectors;
    private readonly CalicoRuleReader _rules;
    private readonly bool _isStored;

    private CalicoPolicyReader(KubernetesObject @object)
    {
        _object = @object;
        _isStored = CalicoObjects.IsStored(@object);
        _selectors = new CalicoSelectorReader(_fields);
        _rules = new CalicoRuleReader(_fields, @object.Namespace, _isStored);
    }

    public static bool Reads(string group, string kind) =>
        CalicoObjects.IsGroup(group)
        && kind is "NetworkPolicy" or "GlobalNetworkPolicy" or "StagedNetworkPolicy" or "StagedGlobalNetworkPolicy" or "StagedKubernetesNetworkPolicy";

    public static CalicoPolicy Read(KubernetesObject @object) => new CalicoPolicyReader(@object).ReadPolicy();

    private CalicoPolicy ReadPolicy()
    {
        CalicoObjects.CheckVersion(_object, _fields);
        PolicyMetadata.Check(_object, _fields);
        var node = _object.Node["spec"];
        if (FieldReader.IsPlaceholder(node))
            return Unknown(node!.Location);
        var spec = _fields.ReadMapping(node, "spec");
        if (_object.Kind is "StagedKubernetesNetworkPolicy")
            return Create(TierPlace.Default.Name, null, []);

        var tier = _fields.ReadString(spec?["tier"], "spec.tier") switch
        {
            null => ((spec!["tier"] as YamlScalar)?.Value) ?? string.Empty,
            "" => TierPlace.Default.Name,
            var given => given,
        };
        var order = FieldReader.IsAbsent(spec?["order"]) ? double.PositiveInfinity : _fields.ReadNumber(spec!["order"], "spec.order");
        var ingress = ReadRules(spec?.Find("ingress"), "spec.ingress", isEgress: false);
        var egress = ReadRules(spec?.Find("egress"), "spec.egress", isEgress: true);
        var types = ReadTypes(spec, ingress, egress);
        var subject = new CalicoSelectors(
            _selectors.Read(spec?["selector"], "spec.selector"),
            _selectors.Read(spec?["namespaceSelector"], "spec.namespaceSelector"),
            _selectors.ReadAccountLabels(spec?["serviceAccountSelector"], "spec.serviceAccountSelector"),
            null,
            spec?.Find("selector") is { } entry ? Spans.SmallestOf(entry) : _object.NameLocation);
        var actsOnPods = ActsOnPods(spec, egress);
        var sections = new Sections(
            InEffect(ingress, actsOnPods == Truth.Unknown && types.Ingress == Truth.True ? Truth.Unknown : types.Ingress),
            InEffect(egress, actsOnPods == Truth.Unknown && types.Egress == Truth.True ? Truth.Unknown : types.Egress));
        var isStaged = _object.Kind.StartsWith("Staged", StringComparison.Ordinal);
        return Create(tier, order, isStaged || actsOnPods == Truth.False ? [] : Clauses(subject.FindPods(_object.Namespace), sections));
    }

    private CalicoPolicy Create(string tier, double? order, ImmutableArray<PolicyClause> clauses) =>
        new() { Object = _object, Tier = tier, Order = order, Clauses = clauses, Rejections = _fields.Rejections };

    private CalicoPolicy Unknown(SourceLocation location)
    {
        var anything = new LabelSelector([LabelSelectorReader.Unknown(location)], location);
        var section = new Section([CalicoRuleReader.Unknown(location, "spec")], location) { IsUnknown = true }.ToDirection("spec");
        var clause = new PolicyClause(_object.Namespace.Length > 0 ? null : anything, anything) { Ingress = section, Egress = section };
        return Create(TierPlace.Default.Name, null, _object.Kind.StartsWith("Staged", StringComparison.Ordinal) ? [] : [clause]);
    }

    private Section ReadRules(YamlEntry? entry, string path, bool isEgress)
    {
        var location = entry?.Key.Location ?? _object.NameLocation;
        if (FieldReader.IsPlaceholder(entry?.Value))
            return new Section([CalicoRuleReader.Unknown(entry!.Value.Location, path)], location) { IsUnknown = true, IsGiven = Truth.Unknown };
        var items = _fields.ReadItems(entry?.Value, path);
        var rules = items.Select((item, index) => _rules.Read(item, $"{path}[{index}]", isEgress, location)).OfType<CalicoRule>();
        return new Section([.. rules], location) { IsGiven = items.IsEmpty ? Truth.False : Truth.True };
    }

    /// <summary>
    /// Without types Calico's API server fills in egress where there are only egress rules, both where there are rules of both, else ingress
    /// (api/pkg/defaults); what is stored without types applies to both (felix/calc/policy_sorter.go).
    /// </summary>
    private (Truth Ingress, Truth Egress) ReadTypes(YamlMapping? spec, Section ingress, Section egress)
    {
        var node = spec?["types"];
        if (FieldReader.IsPlaceholder(node))
            return (Truth.Unknown, Truth.Unknown);
        var items = _fields.ReadItems(node, "spec.types");
        if (items.IsEmpty && _isStored)
            return (Truth.True, Truth.True);
        if (items.IsEmpty)
        {
            var onlyEgress = egress.IsGiven == Truth.False || ingress.IsGiven == Truth.True ? Truth.False
                : egress.IsGiven == Truth.True && ingress.IsGiven == Truth.False ? Truth.True
                : Truth.Unknown;
            return (onlyEgress switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown }, egress.IsGiven);
        }

        var values = items.Select((item, index) => ReadType(item, $"spec.types[{index}]")).ToImmutableArray();
        for (var index = 0; index < values.Length; index++)
        {
            if (!_isStored && values[index] is not null && values[..index].Contains(values[index], StringComparer.Ordinal))
                _fields.Reject(items[index].Location, $"spec.types[{index}]", $"type '{values[index]}' stands twice", Refuser);
        }

        return (Contains(values, "Ingress"), Contains(values, "Egress"));
    }

    private string? ReadType(YamlNode node, string path)
    {
        var value = _fields.ReadString(node, path);

        // What is stored is compared without case, and a type that is none names no direction (felix/calc/policy_sorter.go).
        if (_isStored)
            return value?.ToUpperInvariant() switch { "INGRESS" => "Ingress", "EGRESS" => "Egress", _ => value };
        if (value is not (null or "Ingress" or "Egress"))
            _fields.Reject(node.Location, path, $"type '{value}' is neither Ingress nor Egress", Refuser);
        return value;
    }

    private static Truth Contains(ImmutableArray<string?> values, string value) =>
        values.Contains(value, StringComparer.Ordinal) ? Truth.True : values.Any(static item => item is null) ? Truth.Unknown : Truth.False;

    /// <summary>What is applied before connections are tracked, or before addresses are translated, acts on the traffic of hosts alone.</summary>
    private Truth ActsOnPods(YamlMapping? spec, Section egress)
    {
        if (!_object.Kind.EndsWith("GlobalNetworkPolicy", StringComparison.Ordinal))
            return Truth.True;
        var untracked = _fields.ReadBoolean(spec?["doNotTrack"], "spec.doNotTrack") ?? Truth.False;
        var early = _fields.ReadBoolean(spec?["preDNAT"], "spec.preDNAT") ?? Truth.False;
        var forward = _fields.ReadBoolean(spec?["applyOnForward"], "spec.applyOnForward") ?? Truth.False;
        if (untracked == Truth.True && early == Truth.True)
            _fields.Reject(spec!.Find("preDNAT")!.Key.Location, "spec.preDNAT", "preDNAT stands beside doNotTrack", Refuser);
        if (early == Truth.True && egress.IsGiven == Truth.True)
            _fields.Reject(egress.Location, "spec.egress", "egress rules stand beside preDNAT", Refuser);
        if ((untracked == Truth.True || early == Truth.True) && forward == Truth.False)
            _fields.Reject(spec!.Find(early == Truth.True ? "preDNAT" : "doNotTrack")!.Key.Location, "spec.applyOnForward", "preDNAT and doNotTrack need applyOnForward", Refuser);
        return untracked == Truth.True || early == Truth.True ? Truth.False
            : untracked == Truth.Unknown || early == Truth.Unknown ? Truth.Unknown
            : Truth.True;
    }

    private static Section? InEffect(Section section, Truth truth) => truth == Truth.False ? null : section with { IsUnknown = truth == Truth.Unknown };

    /// <summary>
    /// One clause for each alternative of the selector. Where a rule says itself which of the pods it is about, each run of rules has clauses of its own
    /// behind one that only isolates: clauses of one policy are asked in order.
    /// </summary>
    private ImmutableArray<PolicyClause> Clauses(ImmutableArray<PodAlternative> subjects, Sections sections)
    {
        var runs = Runs(sections.Ingress).Select(static run => (run.Subjects, Ingress: (PolicyDirection?)run.Section, Egress: (PolicyDirection?)null))
            .Concat(Runs(sections.Egress).Select(static run => (run.Subjects, Ingress: (PolicyDirection?)null, Egress: (PolicyDirection?)run.Section)))
            .ToImmutableArray();
        if (runs.All(static run => run.Subjects is null))
            return [.. subjects.Select(subject => Clause(subject, isOwnOnly: true) with { Ingress = sections.Ingress?.ToDirection(null), Egress = sections.Egress?.ToDirection(null) })];

        var clauses = ImmutableArray.CreateBuilder<PolicyClause>();
        clauses.AddRange(subjects.Select(subject => Clause(subject, isOwnOnly: false) with
        {
            Ingress = (sections.Ingress is { } ingress ? ingress with { Rules = [] } : null)?.ToDirection(null),
            Egress = (sections.Egress is { } egress ? egress with { Rules = [] } : null)?.ToDirection(null),
        }));
        foreach (var (narrower, ingress, egress) in runs)
        {
            foreach (var subject in narrower is null ? subjects : [.. from outer in subjects from inner in narrower.Value select new PodAlternative(outer.Namespace.AddRange(inner.Namespace), outer.Pod.AddRange(inner.Pod))])
                clauses.Add(Clause(subject, isOwnOnly: false) with { Ingress = ingress, Egress = egress, Path = narrower is null ? "spec.selector" : string.Empty });
        }

        return clauses.ToImmutable();
    }

    private static IEnumerable<(ImmutableArray<PodAlternative>? Subjects, PolicyDirection Section)> Runs(Section? section)
    {
        var rules = section?.Rules ?? [];
        for (var start = 0; start < rules.Length;)
        {
            var subjects = rules[start].Subjects;
            var run = rules.Skip(start).TakeWhile(rule => rule.Subjects.Equals(subjects)).ToImmutableArray();
            start += run.Length;
            yield return (subjects, (section! with { Rules = run }).ToDirection(null) with { Isolates = Truth.False });
        }
    }

    /// <summary>Of a policy that lies in a namespace nothing but the pods may be told apart, unless its clauses have to stay in order.</summary>
    private PolicyClause Clause(PodAlternative subject, bool isOwnOnly)
    {
        var isOwn = isOwnOnly && _object.Namespace.Length > 0 && subject.Namespace is [{ Key: NamespaceReader.NameLabel, Operator: LabelOperator.In }];
        return new PolicyClause(isOwn ? null : new LabelSelector(subject.Namespace, _object.NameLocation), new LabelSelector(subject.Pod, _object.NameLocation)) { Path = "spec.selector" };
    }

    private sealed record Sections(Section? Ingress, Section? Egress);

    private sealed record Section(ImmutableArray<CalicoRule> Rules, SourceLocation Location)
    {
        /// <summary>Whether the section is in effect cannot be read.</summary>
        public bool IsUnknown { get; init; }

        public Truth IsGiven { get; init; }

        public PolicyDirection ToDirection(string? path) => new([.. Rules.Select(static rule => rule.Rule)], Location) { IsUnknown = IsUnknown, Path = path };
    }
}
