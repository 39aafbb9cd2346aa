// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace entente::base {

/// The text of a file that people write: a policy, say. Throws NotFound where it cannot be read, BadInput
/// where it is no file (a folder, a pipe, a device: opening one may wait for ever), is larger than `most`
/// bytes, holds a NUL, or is not UTF-8.
std::string read_small_file(const std::filesystem::path& file, std::size_t most);
/// The same of a text that is there already.
void require_small_text(std::string_view text, const std::string& name, std::size_t most);

}  // namespace entente::base
