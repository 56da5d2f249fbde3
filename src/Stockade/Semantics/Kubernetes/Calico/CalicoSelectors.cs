using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>
/// The selectors of a policy or of one side of a rule, each null where it is not given. They are read as Calico combines them
/// (projectcalico/calico, libcalico-go/lib/backend/syncersv1/updateprocessors/rules.go).
/// </summary>
internal sealed record CalicoSelectors(SelectorExpression? Pods, SelectorExpression? Namespaces, SelectorExpression? Accounts, SelectorExpression? Not, SourceLocation Location)
{
    /// <summary>The prefixes under which Calico keeps the labels of namespaces and service accounts.</summary>
    private static readonly ImmutableArray<string> s_inherited = ["pcns.", "pcsa."];

    private static readonly LabelSet s_constants = new(LabelSet.Empty.Labels.Add(CalicoLabels.Orchestrator, CalicoLabels.Kubernetes));

    private static readonly LabelRequirement s_isNamespaced = new(NamespaceReader.NameLabel, LabelOperator.Exists, [], null);

    public bool AreGiven => (Pods ?? Namespaces ?? Accounts ?? Not) is not null;

    /// <summary>The pods that are meant; <paramref name="home"/> is the policy's namespace, empty for none.</summary>
    public ImmutableArray<PodAlternative> FindPods(string home)
    {
        var expression = SelectorExpression.And([.. new[] { Pods, Accounts, Not?.Not() }.OfType<SelectorExpression>().Prepend(SelectorExpression.All)]);
        var pods = expression.Alternatives(Location) ?? Unknown();
        var namespaces = NamespacesFrom(home).Alternatives(Location) ?? Unknown();
        return [.. from own in pods from outer in namespaces let split = Split(own, outer) where split is not null select split];
    }

    /// <summary>What is meant outside the cluster: network sets, or without any selector that asks for something, every address.</summary>
    public NetworkSetQuery FindSets(string home)
    {
        var labels = new[] { Pods, Accounts }.OfType<SelectorExpression>().ToImmutableArray();
        var isConfined = !labels.IsEmpty || Namespaces is not null || home.Length > 0;

        // Without a selector of namespaces a policy of the whole cluster means what lies in none, too.
        var isAnywhere = Namespaces is null && home.Length == 0;
        return new NetworkSetQuery(isConfined ? SelectorExpression.And([SelectorExpression.All, .. labels]) : null, isAnywhere ? SelectorExpression.All : NamespacesFrom(home), Not);
    }

    private SelectorExpression NamespacesFrom(string home) =>
        Namespaces?.Rewrite(static question => question.Key is CalicoLabels.Name ? question with { Key = NamespaceReader.NameLabel } : question, s_isNamespaced)
        ?? SelectorExpression.Test(home.Length > 0 ? new LabelRequirement(NamespaceReader.NameLabel, LabelOperator.In, [home], Location) : s_isNamespaced);

    private ImmutableArray<ImmutableArray<LabelRequirement>> Unknown() => [[LabelSelectorReader.Unknown(Location)]];

    /// <summary>No pod has a label with a value that is none.</summary>
    private static LabelRequirement Possible(LabelRequirement requirement) =>
        requirement.Operator == LabelOperator.In && requirement.Key is not CalicoLabels.ServiceAccount
            ? requirement with { Values = requirement.Values.RemoveAll(static value => value is not null && !NameSyntax.IsLabelValue(value)) }
            : requirement;

    /// <summary>Null where no pod can be meant.</summary>
    private static PodAlternative? Split(ImmutableArray<LabelRequirement> own, ImmutableArray<LabelRequirement> outer)
    {
        var namespaces = ImmutableArray.CreateBuilder<LabelRequirement>();
        var pods = ImmutableArray.CreateBuilder<LabelRequirement>();
        foreach (var requirement in own)
        {
            switch (requirement.Key)
            {
                case CalicoLabels.Namespace:
                    namespaces.Add(requirement with { Key = NamespaceReader.NameLabel });
                    break;
                case CalicoLabels.Orchestrator when requirement.Matches(s_constants) is var truth && truth != Truth.Unknown:
                    if (truth == Truth.False)
                        return null;
                    break;
                case CalicoLabels.ServiceAccount when requirement.Operator is LabelOperator.Exists or LabelOperator.DoesNotExist:
                    if (requirement.Operator is LabelOperator.DoesNotExist)
                        return null;
                    break;
                default:
                    pods.Add(Possible(requirement) with { IsUnknown = requirement.IsUnknown || s_inherited.Any(prefix => requirement.Key.StartsWith(prefix, StringComparison.Ordinal)) });
                    break;
            }
        }

        namespaces.AddRange(outer);
        var presence = namespaces.Where(static requirement => requirement.Key is NamespaceReader.NameLabel && requirement.Operator is LabelOperator.Exists or LabelOperator.DoesNotExist).ToArray();
        if (presence.Any(static requirement => requirement is { IsUnknown: false, Operator: LabelOperator.DoesNotExist }))
            return null;
        return new PodAlternative([.. namespaces.Except(presence.Where(static requirement => !requirement.IsUnknown))], pods.ToImmutable());
    }
}
