// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace entente::http {

/// One field of a form, or a file sent with it.
struct Part {
  std::string name;
  std::string file_name;     ///< as the browser says, without folders; may be empty
  bool is_file = false;      ///< it has a file name, be it an empty one
  std::string_view content;  ///< of the request's body
};

/// The fields of a form sent as multipart/form-data (RFC 7578), in their order. Nothing where the request is
/// none, or its parts cannot be told apart with certainty, or there are more than 200. The request must
/// outlive what is returned.
std::optional<std::vector<Part>> parse_multipart(const Request&);

/// Content of the first field of that name; "" where there is none.
std::string_view content_of(const std::vector<Part>&, std::string_view name);

}  // namespace entente::http
