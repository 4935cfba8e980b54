const all = {
  en: {
    score: 'Score',
    best: 'Best',
    again: 'New game',
    undo: 'Undo',
    over: 'No more moves',
    won: 'You made 2048!',
    share: 'Challenge a friend',
    beat: 'I made {n} in Tides. Can you?',
  },
  es: {
    score: 'Puntos',
    best: 'Récord',
    again: 'Nueva partida',
    undo: 'Deshacer',
    over: 'No hay más jugadas',
    won: '¡Has hecho 2048!',
    share: 'Retar a alguien',
    beat: 'Hice {n} en Mareas. ¿Y tú?',
  },
  zh: {
    score: '得分',
    best: '最高',
    again: '新游戏',
    undo: '撤销',
    over: '无法继续移动',
    won: '你合成了 2048！',
    share: '挑战好友',
    beat: '我在潮汐合并得了 {n} 分，来挑战吧！',
  },
}

module.exports = all[wx.getSystemInfoSync().language.slice(0, 2)] || all.en
