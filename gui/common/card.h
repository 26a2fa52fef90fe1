// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace cosftp {

/// A framed part of a page with a title: what belongs together stands on one card.
class Card final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Card)

public:
    /// Without a title there is no header line.
    explicit Card(const QString &title = {}, QWidget *parent = nullptr);
    ~Card() override = default;

    void setTitle(const QString &title);
    [[nodiscard]] QString title() const;
    /// Where the card's own widgets go.
    [[nodiscard]] QVBoxLayout *content() const { return m_content; }
    /// Puts a small control at the right end of the title's line.
    void addToHeader(QWidget *widget);

private:
    QHBoxLayout *m_header;
    QLabel *m_title;
    QVBoxLayout *m_content;
};

}  // namespace cosftp
