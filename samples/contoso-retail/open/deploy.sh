#!/usr/bin/env bash
# Creates the cluster of the retail shop and deploys it.
set -euo pipefail

RESOURCE_GROUP=contoso-retail
CLUSTER=retail-prod

az group create --name "$RESOURCE_GROUP" --location westeurope

az aks create \
  --resource-group "$RESOURCE_GROUP" \
  --name "$CLUSTER" \
  --node-count 3 \
  --enable-managed-identity \
  --generate-ssh-keys

az aks get-credentials --resource-group "$RESOURCE_GROUP" --name "$CLUSTER"
kubectl apply -f k8s/
