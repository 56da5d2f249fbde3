using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>One requirement of a selector. A null value is unknown. An entry of <c>matchLabels</c> is <see cref="LabelOperator.In"/> with one value.</summary>
internal sealed record LabelRequirement(string Key, LabelOperator Operator, ImmutableArray<string?> Values, SourceLocation? Location);
