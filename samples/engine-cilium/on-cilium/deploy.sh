#!/usr/bin/env bash
# Creates the shop's private cluster with an engine that reads Cilium's policies.
set -euo pipefail

az aks create \
  --resource-group shop \
  --name shop \
  --enable-private-cluster \
  --enable-aad \
  --disable-local-accounts \
  --network-plugin azure \
  --network-plugin-mode overlay \
  --network-dataplane cilium

az aks get-credentials --resource-group shop --name shop
kubectl apply -f k8s/
