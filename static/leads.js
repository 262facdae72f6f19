// SPDX-License-Identifier: Apache-2.0
"use strict";

// Without this script, its button does the same.
document.querySelector("#leads").submit();
