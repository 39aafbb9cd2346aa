// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/accounts.hpp"

template class entente::store::AccountTable<entente::store::sqlite::Engine>;
template class entente::store::ClaimTable<entente::store::sqlite::Engine>;
template class entente::store::ConcernTable<entente::store::sqlite::Engine>;
template class entente::store::DiligenceTable<entente::store::sqlite::Engine>;
template class entente::store::HookTable<entente::store::sqlite::Engine>;
template class entente::store::ListTable<entente::store::sqlite::Engine>;
template class entente::store::LogTable<entente::store::sqlite::Engine>;
template class entente::store::ScreeningTable<entente::store::sqlite::Engine>;
