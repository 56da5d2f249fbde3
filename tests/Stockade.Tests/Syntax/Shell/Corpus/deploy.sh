#!/usr/bin/env bash
# Creates what the application needs.
set -euo pipefail

readonly GROUP="${1:-rg-shop}" LOCATION=westeurope
declare -a RANGES=(20.1.2.0/24 "$(curl -s https://ifconfig.me)/32")
declare -A TIERS=([dev]=free [prod]=standard)

log() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }

function create_group {
  if ! az group show -n "$GROUP" &>/dev/null; then
    az group create \
      --name "$GROUP" \
      --location "$LOCATION" # a comment
  fi
}

create_group
for env in dev prod; do
  case $env in
    dev | test) size=Standard_B2s ;;
    (prod)
      size=Standard_D4s_v5
      ;;
    *) log "unknown: $env"; exit 1 ;;
  esac
  IFS=, ; ranges="${RANGES[*]}" ; unset IFS
  az aks create -g "$GROUP" -n "aks-$env" --tier "${TIERS[$env]}" --node-vm-size "$size" \
    --api-server-authorized-ip-ranges "$ranges" ${PRIVATE:+--enable-private-cluster} && log created || { log failed; exit 2; }
done

while IFS= read -r line; do
  [[ $line =~ ^(a|b)[[:space:]]+# ]] && continue
  ((count += ${#line})); echo "${line//[$'\t ']/_}" "$((count % 7))"
done < <(az aks list --query '[].name' -o tsv | sort -u)

cat <<-PLAIN | tee "out-$(id -u).txt"; az account show
	group: ${GROUP^^} `az version -o tsv`
	$((1 + $(echo 2)))
	PLAIN
cat <<'QUOTED' > run.sh 2>&1
az aks delete -n $NAME "unclosed
QUOTED
( cd /tmp && az logout ) &
wait; time az --version | head -n 1
until az aks wait --created -g "$GROUP" -n aks-dev; do sleep 5; done
trap 'az logout' EXIT INT
coproc WATCH { az monitor activity-log list; }
x=(a b [5]=c); x+=(d); echo "${!x[@]}" "${x[@]:1:2}" {a,b}{1..3} $'tab\t' $"text" ~/x !(y|z)
