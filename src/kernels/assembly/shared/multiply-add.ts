/** a · b + c in each lane: fused where relaxed SIMD is there, in two steps elsewhere. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (isDefined(ASC_FEATURE_RELAXED_SIMD)) {
    if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  }
  return f32x4.add(f32x4.mul(a, b), c)
}

/** c − a · b in each lane. */
export function multiplySubtract(a: v128, b: v128, c: v128): v128 {
  if (isDefined(ASC_FEATURE_RELAXED_SIMD)) {
    if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c)
  }
  return f32x4.sub(c, f32x4.mul(a, b))
}
