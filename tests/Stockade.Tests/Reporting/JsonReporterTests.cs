using System.Text.Json;
using Stockade.Reporting;

namespace Stockade.Tests.Reporting;

public sealed class JsonReporterTests
{
    [Fact]
    public void A_diagnostic_carries_everything()
    {
        var json = new Finding().In("a b.yaml", "x\n[|y|] {why|z|}").Write(JsonReporter.Write);
        Assert.Equal(
            """
            {
              "schemaVersion": 1,
              "tool": {
                "name": "stockade",
                "version": "1.2.3"
              },
              "diagnostics": [
                {
                  "id": "AKS4001",
                  "severity": "warning",
                  "message": "the message",
                  "file": "a b.yaml",
                  "range": {
                    "start": {
                      "line": 2,
                      "column": 1
                    },
                    "end": {
                      "line": 2,
                      "column": 2
                    }
                  },
                  "related": [
                    {
                      "message": "why",
                      "file": "a b.yaml",
                      "range": {
                        "start": {
                          "line": 2,
                          "column": 3
                        },
                        "end": {
                          "line": 2,
                          "column": 4
                        }
                      }
                    }
                  ],
                  "properties": {
                    "namespace": "shop",
                    "workload": "shop/Deployment/web"
                  },
                  "fingerprint": "b9661b01b155a89bd82115682a44c265",
                  "helpLink": "https://example.test/AKS4001.md"
                }
              ],
              "suppressed": [],
              "pathErrors": [],
              "summary": {
                "errors": 0,
                "warnings": 1,
                "infos": 0,
                "suppressed": 0,
                "filesRead": 1,
                "workloads": {
                  "blocked": 0,
                  "reachable": 0,
                  "unknown": 0
                },
                "clusters": {
                  "private": 0,
                  "restricted": 0,
                  "public": 0,
                  "unknown": 0
                }
              }
            }

            """,
            json);
    }

    [Fact]
    public void Any_text_gives_valid_JSON()
    {
        var json = new Finding { Message = "\u0000\u001B\"\\\uD800\u2028日" }.In("a", "[|b|]").Write(JsonReporter.Write);
        Assert.Equal("\u0000\u001B\"\\\uFFFD\u2028日", JsonDocument.Parse(json).RootElement.GetProperty("diagnostics")[0].GetProperty("message").GetString());
    }
}
