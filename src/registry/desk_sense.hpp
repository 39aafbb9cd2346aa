// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/record.hpp"

/// Internal to registry: what makes no sense on a government's desk, whoever sends it.
namespace entente::registry {

/// Throws base::BadInput that names the field: a text that is too long or in too many languages, a period
/// that ends before it begins, a goal that is none, a document at no address of a page.
void require_desk_sense(const model::Record&);

}  // namespace entente::registry
