// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>
#include <streambuf>
#include <string_view>

namespace entente::base {

/// Reads bytes that are in memory already, without a copy; they must outlive it.
class ViewStream : private std::streambuf, public std::istream {
 public:
  explicit ViewStream(std::string_view bytes) : std::istream(static_cast<std::streambuf*>(this)) {
    auto* begin = const_cast<char*>(bytes.data());  // the interface wants it so; nothing is written
    setg(begin, begin, begin + bytes.size());
  }
};

}  // namespace entente::base
