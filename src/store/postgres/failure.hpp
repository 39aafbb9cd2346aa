// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace entente::store::postgres {

/// The database was lost while it was asked, or cannot be reached: what was asked may be asked again over a
/// new connection.
class Lost : public base::Error {
 public:
  using Error::Error;
};

/// The database gave up a transaction because of another one (40001, 40P01): it may be run again.
class Again : public base::Conflict {
 public:
  using Conflict::Conflict;
};

/// How errors name a database: "register postgresql://host:5432/name"; never with a password.
std::string register_name(const std::string& url);

/// Throws the base::Error that tells a person what an SQLSTATE means. `message` is the server's own words.
[[noreturn]] void throw_failure(const std::string& name, std::string_view state, std::string_view message);

}  // namespace entente::store::postgres
