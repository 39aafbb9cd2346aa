// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <memory>
#include <string>

namespace entente::base {

/// The text of a stream that may be compressed: gzip and Zstandard are known by their first bytes and
/// unpacked while they are read, everything else passes as it is. `in` must outlive what is returned. Reading
/// throws BadInput, naming `thing`, where the compressed bytes are broken or cut short.
std::unique_ptr<std::istream> decompressed(std::istream& in, std::string thing);

}  // namespace entente::base
