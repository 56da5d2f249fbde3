using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Patterns of DNS names among which anyone can register one that resolves to any address: everything, a top-level domain or one under which
/// the public registers, and services that give names to addresses.
/// </summary>
internal static class OpenNames
{
    private static readonly ImmutableArray<string> s_registries =
        ["co.uk", "org.uk", "me.uk", "com.au", "net.au", "org.au", "co.nz", "co.jp", "com.br", "com.cn", "co.in", "co.za", "com.mx", "co.kr", "com.tr", "com.sg"];

    private static readonly ImmutableArray<string> s_services =
        ["nip.io", "sslip.io", "xip.io", "traefik.me", "duckdns.org", "ddns.net", "dyndns.org", "no-ip.org", "hopto.org", "afraid.org", "mooo.com", "dynu.net"];

    public static bool IsOpen(string pattern)
    {
        var star = pattern.LastIndexOf('*');
        if (star < 0)
            return false;

        // The label that holds the last star may be any; what follows it is fixed.
        var dot = pattern.IndexOf('.', star);
        var suffix = dot < 0 ? string.Empty : pattern[(dot + 1)..].TrimEnd('.').ToLowerInvariant();
        return !suffix.Contains('.', StringComparison.Ordinal)
            || s_registries.Contains(suffix, StringComparer.Ordinal)
            || s_services.Any(service => suffix == service || suffix.EndsWith($".{service}", StringComparison.Ordinal));
    }
}
