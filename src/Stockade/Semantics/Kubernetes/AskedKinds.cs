using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Kinds of objects that rules of the repository ask for.</summary>
/// <param name="Kinds">Their names, in any group.</param>
/// <param name="Documents">Documents that were read for these kinds alone: they decide no scope.</param>
internal sealed record AskedKinds(ImmutableArray<string> Kinds, ImmutableArray<YamlDocument> Documents);
