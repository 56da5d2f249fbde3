#!/usr/bin/env bash
set -euo pipefail

az aks create \
  --resource-group "$1" \
  --name "$2" \
  --enable-private-cluster \
  --enable-aad \
  --aad-admin-group-object-ids "$ADMIN_GROUP" \
  --disable-local-accounts \
  --network-plugin azure \
  --network-plugin-mode overlay \
  --network-dataplane cilium
