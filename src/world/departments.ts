/** The departments of the demo shop, the most telling ones first: small worlds take only the head of the list. */
import { BED_BATH, DECOR, FURNITURE, GARDEN, KITCHEN, LIGHTING, PANTRY } from './departments-home.ts'
import {
  AUDIO,
  BOOKS,
  COMPUTING,
  OUTDOOR,
  PETS,
  PHOTO,
  SPORT,
  TOYS,
  WORKSHOP,
} from './departments-leisure.ts'
import { ACCESSORIES, BEAUTY, JEWELLERY, MEN, SHOES, WOMEN } from './departments-wear.ts'
import type { Department, Form } from './form.ts'

export const DEPARTMENTS: readonly Department[] = [
  KITCHEN,
  PANTRY,
  WOMEN,
  BEAUTY,
  FURNITURE,
  SHOES,
  MEN,
  DECOR,
  COMPUTING,
  PETS,
  ACCESSORIES,
  BOOKS,
  SPORT,
  BED_BATH,
  AUDIO,
  OUTDOOR,
  GARDEN,
  TOYS,
  LIGHTING,
  JEWELLERY,
  PHOTO,
  WORKSHOP,
]

/** A form in its department, with the numbers by which the simulation knows both. */
export type Shelf = {
  readonly index: number
  readonly form: Form
  readonly department: Department
  readonly departmentIndex: number
  /** `Kitchen > Kettles` */
  readonly path: string
  /** Indexes of the shelves that its `goesWith` names, as far as this world has them. */
  readonly goesWith: readonly number[]
}

/** The shelves of the first departments, in order. */
export const shelvesOf = (departmentCount: number): readonly Shelf[] => {
  const rows = DEPARTMENTS.slice(0, departmentCount).flatMap((department, departmentIndex) =>
    department.forms.map((form) => ({ form, department, departmentIndex })),
  )
  const indexByForm = new Map(rows.map(({ form }, index) => [form.form, index]))
  return rows.map(({ form, department, departmentIndex }, index) => ({
    index,
    form,
    department,
    departmentIndex,
    path: `${department.title} > ${form.title}`,
    goesWith: (form.goesWith ?? '')
      .split('|')
      .map((name) => indexByForm.get(name))
      .filter((found) => found !== undefined),
  }))
}
