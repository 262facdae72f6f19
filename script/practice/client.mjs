// SPDX-License-Identifier: Apache-2.0
// client.mjs - how the practice OpenID provider knows Postern; no secret at all, as everybody reads it here
export const CLIENT_ID = "postern-practice";
export const CLIENT_SECRET = "practice-secret-that-everybody-may-know";
