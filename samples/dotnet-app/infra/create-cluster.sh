#!/usr/bin/env bash
set -euo pipefail

group=orders-rg
cluster=orders-aks

az group create --name "$group" --location westeurope
az aks create \
  --resource-group "$group" \
  --name "$cluster" \
  --node-count 3 \
  --network-plugin azure \
  --network-policy cilium \
  --network-dataplane cilium
