// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page.h"

namespace cosftp::test {

/// A page that remembers what it was asked for.
class SamplePage final : public Page
{
public:
    explicit SamplePage(QString id) : m_id(std::move(id)) {}
    QString id() const override { return m_id; }
    QString title() const override { return m_id.toUpper(); }
    QString iconName() const override { return QStringLiteral("overview"); }
    int badge() const override { return m_badge; }
    void open(const QString &place) override { m_place = place; }
    void find() override { ++m_finds; }
    void refresh() override { ++m_refreshes; }
    bool mayLeave() override { return m_mayLeave; }

    void setBadge(int badge)
    {
        m_badge = badge;
        Q_EMIT titleChanged();
    }

    QString m_id;
    QString m_place;
    int m_badge = 0;
    int m_finds = 0;
    int m_refreshes = 0;
    bool m_mayLeave = true;
};

}  // namespace cosftp::test
