#!/usr/bin/env bash
# Creates the private cluster of the retail shop and deploys it. Runs on a build agent inside the virtual network.
set -euo pipefail

RESOURCE_GROUP=contoso-retail
CLUSTER=retail-prod

az group create --name "$RESOURCE_GROUP" --location westeurope

az aks create \
  --resource-group "$RESOURCE_GROUP" \
  --name "$CLUSTER" \
  --node-count 3 \
  --enable-private-cluster \
  --enable-aad \
  --aad-admin-group-object-ids "$ADMIN_GROUP" \
  --disable-local-accounts \
  --network-plugin azure \
  --network-plugin-mode overlay \
  --network-dataplane cilium \
  --generate-ssh-keys

az aks get-credentials --resource-group "$RESOURCE_GROUP" --name "$CLUSTER"
kubectl apply -f k8s/
