import { expect, test } from 'vitest'
import { preparedIn } from '../src/makers/prepared.ts'

const parts = { timeStamp: '1767225600', nonceStr: 'x', package: 'prepay_id=pz1', paySign: 'c2lnbg==' }

test('the argument of wx.requestPayment is read as it stands in a console', () => {
  expect(preparedIn(JSON.stringify({ ...parts, signType: 'RSA' }, null, 2), 'wx1')).toEqual({ ...parts, appId: 'wx1' })
  expect(preparedIn(JSON.stringify({ ...parts, timeStamp: 1767225600 }), 'wx1')?.timeStamp).toBe('1767225600')
})

test.each(['', 'null', '[]', '"text"', '{', JSON.stringify({ ...parts, paySign: null })])(
  '%s is no such call',
  text => {
    expect(preparedIn(text, 'wx1')).toBeUndefined()
  },
)
