// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <type_traits>
#include <vector>

#include "model/record.hpp"

/// What visitors of fields() share: which kinds of member there are.
namespace entente::model {

template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {
  using Item = T;
};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {
  using Item = T;
};

struct AnyVisitor {
  template <class T>
  void operator()(const char*, T&, const Rule&) {}
};

/// A value of several fields of its own (Place, Goal …).
template <class T>
concept HasFields = requires(T& value, AnyVisitor& v) { T::fields(value, v); };

}  // namespace entente::model
