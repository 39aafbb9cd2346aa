// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "http/message.hpp"

namespace entente::http {

inline constexpr std::size_t kMostFormBytes = 64 * 1024;
/// For forms of long texts: a character of three bytes is nine as it is sent.
inline constexpr std::size_t kMostLongFormBytes = 512 * 1024;

/// A form holds more bytes than it may; names the field that holds most of them, as it was sent.
class FormTooLarge : public base::BadInput {
 public:
  FormTooLarge(std::string field, std::size_t bytes, std::size_t most);

  const std::string& field() const { return field_; }
  std::size_t bytes() const { return bytes_; }
  std::size_t most() const { return most_; }

 private:
  std::string field_;
  std::size_t bytes_;
  std::size_t most_;
};

/// Throws FormTooLarge for a form of more than `most` bytes; whatever is no form passes.
void check_form_size(const Request&, std::size_t most);

/// The fields of a form sent as application/x-www-form-urlencoded. Nothing where the request is none, or is
/// longer than `most`, or breaks a rule of form (see parse_query).
std::optional<Parameters> parse_form(const Request&, std::size_t most = kMostFormBytes);

/// Value of the first field of that name; "" where there is none.
std::string_view value_of(const Parameters&, std::string_view name);

/// Whether a request that changes something was sent from one of our own pages, as far as the browser says:
/// Sec-Fetch-Site and Origin name another site, or they do not. `own_origin` is "https://register.example". A
/// request that says neither comes from no browser in use.
bool is_from_own_page(const Request&, std::string_view own_origin);

}  // namespace entente::http
