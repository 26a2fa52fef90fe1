// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/renaming.h"

#include "core/thread_check.h"
#include "files/file_rename.h"
#include "files/folder_rename.h"
#include "files/place_stat.h"

namespace cosftp {

Renaming::Renaming(Place source, Place target, FolderJobOptions options, Handler<Done> handler)
    : QObject(source.context), m_source(std::move(source)), m_target(std::move(target)),
      m_options(std::move(options)), m_handler(std::move(handler)), m_asker(m_source.context)
{
    m_source.context = this;
    m_target.context = this;
}

void Renaming::start()
{
    assertThread(*this);
    m_source.hold({m_source.keySpan(), m_target.keySpan()}, "RNTO",
                  [this](const Result<HeldKeys> &names) { onHeld(names); });
}

void Renaming::onHeld(const Result<HeldKeys> &names)
{
    if (!names)
        return end(names.error());
    m_names = *names;
    statPlace(m_source, [this](const Result<Entry> &entry) { onStat(entry); });
}

void Renaming::onStat(const Result<Entry> &entry)
{
    if (!entry)
        return end(entry.error());
    if (m_source.at.key == m_target.at.key)
        return end(Done());  // a copy onto itself, then its deletion, would lose it
    entry->isFolder ? renameFolder() : renameFile(*entry);
}

void Renaming::renameFile(const Entry &entry)
{
    deleteLater();
    m_source.context = m_target.context = m_asker;
    (new FileRename(m_source, m_target, entry, std::move(m_names), std::move(m_handler)))->start();
}

// The names alone are given back first: who holds some must not ask for more.
void Renaming::renameFolder()
{
    deleteLater();
    m_names.reset();
    m_source.context = m_target.context = m_asker;
    (new FolderRename(m_source, m_target, m_options, std::move(m_handler)))->start();
}

void Renaming::end(const Outcome &outcome)
{
    deleteLater();
    m_names.reset();
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace cosftp
