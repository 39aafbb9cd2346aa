// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace entente::base {

/// A failure told to a person: the thing it happened to, its cause, and what to do next.
/// what() is the three as one sentence or two: "thing: cause. next".
class Error : public std::runtime_error {
 public:
  Error(std::string thing, std::string cause, std::string next = {});

  const std::string& thing() const { return thing_; }
  const std::string& cause() const { return cause_; }
  const std::string& next() const { return next_; }

 private:
  std::string thing_, cause_, next_;
};

/// The input cannot be read as what it claims to be (syntax, encoding, a limit passed).
class BadInput : public Error {
 public:
  using Error::Error;
};

/// The thing named does not exist.
class NotFound : public Error {
 public:
  using Error::Error;
};

/// Another has changed or holds the thing; trying again may succeed.
class Conflict : public Error {
 public:
  using Error::Error;
};

}  // namespace entente::base
