// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>

/// Asks a register of very many organisations for what to offer to somebody who is typing. Their names are
/// made of those of another register's, the beginning of one and the end of another. `say`: name, value,
/// unit, in ms of CPU.
void measure_bodies(const std::filesystem::path& register_file, std::size_t count,
                    const std::filesystem::path& new_file,
                    const std::function<void(const std::string&, double, const std::string&)>& say);
