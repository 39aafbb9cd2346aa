// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente::cli {

/// The file of that name; of a folder, all files in it and below whose names end so, packed or not, in the
/// order of their names. Throws base::BadInput for a folder without one.
std::vector<std::string> files_of(const std::string& name, std::span<const std::string_view> endings);

}  // namespace entente::cli
