#!/usr/bin/env bash
az aks create -g rg-shop -n shop --enable-private-cluster --disable-local-accounts --enable-aad \
  --network-plugin azure --network-policy azure
