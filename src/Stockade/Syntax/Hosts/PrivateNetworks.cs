namespace Stockade.Syntax.Hosts;

/// <summary>Tells what may join a machine to a private network, after which it reaches what the Internet does not.</summary>
internal static class PrivateNetworks
{
    private static readonly string[] s_marks =
    [
        "vpn", "tailscale", "wireguard", "wg-quick", "twingate", "zerotier", "netbird", "cloudflared", "bastion", "sshuttle", "ssh ", "tunnel", "proxy", "ngrok",
    ];

    public static bool IsJoinedBy(string text) => Array.Exists(s_marks, mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase));
}
