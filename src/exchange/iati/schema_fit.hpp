// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

namespace entente::exchange::iati {

/// Asks of one element whether the standard's schema accepts it, and nothing else.
class SchemaFit {
 public:
  enum class Of { activities, organisations };
  explicit SchemaFit(Of);
  ~SchemaFit();
  SchemaFit(const SchemaFit&) = delete;
  SchemaFit& operator=(const SchemaFit&) = delete;

  /// The element alone: the text begins and ends with it, and declares the namespaces it uses.
  bool fits(const std::string& element);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente::exchange::iati
