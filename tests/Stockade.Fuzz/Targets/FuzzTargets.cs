using System.Collections.Immutable;

namespace Stockade.Fuzz.Targets;

/// <summary>Every reader of the engine.</summary>
internal static class FuzzTargets
{
    public static ImmutableArray<FuzzTarget> All =>
    [
        YamlTarget.Create(),
        PlainYamlTarget.Create(),
        .. ScriptTargets.Create(),
        .. FileTargets.Create(),
        .. TextTargets.Create(),
        GitTarget.Create(),
        RepositoryTarget.Create(),
    ];
}
