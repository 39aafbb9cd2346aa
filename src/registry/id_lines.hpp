// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "store/store.hpp"

/// Internal to registry: a named state of the store that is a list of ids, one a line.
namespace entente::registry {

std::vector<base::Uuid> read_id_lines(store::Reader&, std::string_view note);
/// An empty list leaves no note.
void write_id_lines(store::UnitOfWork&, std::string_view note, const std::vector<base::Uuid>&);

}  // namespace entente::registry
