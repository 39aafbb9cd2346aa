// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/documents.hpp"

namespace entente::exchange::iati {

std::optional<model::Document> read_document(const Element& e) {
  model::Document document;
  document.url = e.attribute("url");
  if (document.url.empty()) return std::nullopt;
  e.take();
  document.format = e.attribute("format");
  e.each([&](const Element& child) {
    if (child.name() != "title" || !document.title.empty()) return;
    child.take();
    document.title = child.narratives();
  });
  return document;
}

}  // namespace entente::exchange::iati
