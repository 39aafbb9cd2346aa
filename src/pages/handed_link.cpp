// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/handed_link.hpp"

#include "base/messages.hpp"
#include "pages/format.hpp"
#include "pages/origin.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

http::Response handed_link_page(const Context& context, const http::Request& request,
                                std::string_view language, const HandedLink& made) {
  const auto& messages = base::Messages::in(language);
  const bool mailed = made.path.empty();
  const bool code = !made.code.empty();
  const auto title = messages.get(mailed ? "accounts.mailed.title"
                                  : code ? "code.made.title"
                                         : "accounts.link.title");
  View view;
  view["title"] = View(title);
  view["link"] = mailed ? View(false) : View(origin_of(context, request) + made.path);
  view["text"] =
      View(mailed ? messages.get("accounts.mailed.text", {{"address", made.address}})
                  : messages.get(code ? "code.made.text" : "accounts.link.text", {{"name", made.name}}));
  view["code"] = text_or_nothing(made.code);
  view["back"] = View(href(language, made.back));
  view["back_label"] = View(messages.get(made.back_key));
  return page(context, request, private_frame(language, title, made.back), "account_link", view);
}

}  // namespace entente::pages
